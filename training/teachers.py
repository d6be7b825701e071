"""What trained networks, all together, say of a batch: another network learns from it besides the annotation.

Every head is answered for every text, so that a corpus of names teaches trees and a treebank names. The source
of the method: Hinton, Vinyals and Dean, "Distilling the Knowledge in a Neural Network", 2015.
"""

from collections.abc import Sequence

import torch
from torch import Tensor
from torch.nn import functional as F

from training.batches import NOT_THERE
from training.examples import IGNORE
from training.network import Network

TOLD = ("tag", "pos", "morph", "lemma", "name")
"""The heads that tell a distribution of labels for each token."""


@torch.no_grad()
def taught(
    teachers: Sequence[Network], inputs: Sequence[Tensor], segments: Tensor, there: Tensor
) -> tuple[dict[str, Tensor], Tensor]:
    """Probabilities, and the sentences [windows, tokens]: those of ``segments``, the teachers' own where it has none.

    tag, pos, morph, lemma, name and dep: [windows, tokens, labels], dep for the arc to the likeliest head;
    start: [windows, tokens]; arc: [windows, tokens, tokens + 1], the last column the root's. Scores of teachers are
    averaged. What stands where there is no token means nothing.
    """
    scores = [teacher(*inputs) for teacher in teachers]
    mean = {name: torch.stack([one[name].float() for one in scores]).mean(0) for name in (*TOLD, "start", "arc")}
    start = mean["start"].sigmoid()
    own = torch.where(there, (start > 0.5).long().cumsum(1), IGNORE)
    segments = torch.where((segments >= 0).any(1, keepdim=True), segments, own)
    arcs = within(mean["arc"], segments)
    heads = arcs[..., :-1].argmax(-1)
    labels = [teacher.labels(*pairs(one, heads)).float() for teacher, one in zip(teachers, scores, strict=True)]
    told = {name: mean[name].softmax(-1) for name in TOLD}
    dep = torch.stack(labels).mean(0).softmax(-1).view(*heads.shape, -1)
    return told | {"dep": dep, "start": start, "arc": arcs.softmax(-1)}, segments


def within(arcs: Tensor, segments: Tensor) -> Tensor:
    """The scores ``arcs`` [windows, tokens, tokens + 1] with those of arcs that leave a sentence or join a token to
    itself put out of reach."""
    together = (segments[:, :, None] == segments[:, None, :]) & (segments >= 0)[:, None, :]
    together &= ~torch.eye(segments.shape[1], dtype=torch.bool, device=segments.device)
    return arcs.float().masked_fill(~F.pad(together, (0, 1), value=True), NOT_THERE)


def pairs(scores: dict[str, Tensor], heads: Tensor) -> tuple[Tensor, Tensor]:
    """Every token and its head [windows, tokens], as `Network.labels` reads them: [windows * tokens, n] both."""
    head = scores["label_head"].gather(1, heads[..., None].expand(-1, -1, scores["label_head"].shape[-1]))
    return scores["label_dependent"].flatten(0, 1), head.flatten(0, 1)
