"""Where places lie, and the outlines of land: open data that ships with the package.

``places.tsv`` is drawn from GeoNames (CC BY 4.0), ``outlines.json`` from Natural Earth (public domain);
`training/atlas.py` makes both. The articles never give a position, so every map says where its own come from.
"""
