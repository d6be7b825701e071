// Search without a server: every word that is typed must begin a word of the line. Without this script the pages are
// plain lists. What is found is put on the page as text, never as markup.
(function () {
  "use strict";
  var MOST = 100;
  var script = document.currentScript;
  var root = script.getAttribute("data-root");
  var form = document.getElementById("search");
  var field = document.getElementById("words");
  var results = document.getElementById("results");
  var status = document.getElementById("status");
  var found = document.getElementById("found");
  var asked = null;

  // Lower case without accents, and for each character of it the place that it has in the text.
  function folded(text) {
    var out = "";
    var places = [];
    var at = 0;
    for (var letter of text) {
      var plain = letter.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
      for (var i = 0; i < plain.length; i++) {
        places.push(at);
      }
      out += plain;
      at += letter.length;
    }
    places.push(at);
    return { text: out, places: places };
  }

  function patterns(query) {
    var words = folded(query).text.match(/[\p{L}\p{N}]+/gu) || [];
    return words.map(function (word) {
      return new RegExp("(?<![\\p{L}\\p{N}])" + word, "gu");
    });
  }

  function matches(text, tests) {
    var plain = folded(text);
    var spans = [];
    for (var test of tests) {
      var some = false;
      for (var match of plain.text.matchAll(test)) {
        some = true;
        spans.push([plain.places[match.index], plain.places[match.index + match[0].length]]);
      }
      if (!some) {
        return null;
      }
    }
    return spans.sort(function (a, b) { return a[0] - b[0] || b[1] - a[1]; });
  }

  function marked(text, spans) {
    var line = document.createElement("p");
    line.dir = "auto";
    var at = 0;
    spans.forEach(function (span) {
      if (span[0] < at) {
        return;
      }
      line.append(text.slice(at, span[0]));
      var mark = document.createElement("mark");
      mark.textContent = text.slice(span[0], span[1]);
      line.append(mark);
      at = span[1];
    });
    line.append(text.slice(at));
    return line;
  }

  function item(edition, lines) {
    var row = document.createElement("li");
    var heading = document.createElement("h3");
    var link = document.createElement("a");
    link.href = root + edition.page + (lines[0].anchor ? "#" + lines[0].anchor : "");
    link.textContent = edition.title + ", " + edition.label;
    heading.append(link);
    row.append(heading);
    lines.forEach(function (line) { row.append(marked(line.text, line.spans)); });
    return row;
  }

  function counted(number, thing) {
    return number + " " + thing + (number === 1 ? "" : "s");
  }

  function show() {
    var tests = patterns(field.value);
    results.hidden = tests.length === 0;
    found.replaceChildren();
    if (tests.length === 0 || typeof BRIEFS === "undefined") {
      return;
    }
    var number = 0;
    var editions = 0;
    BRIEFS.forEach(function (edition) {
      var lines = [];
      edition.lines.forEach(function (line) {
        var spans = number < MOST ? matches(line[0], tests) : null;
        if (spans) {
          number += 1;
          lines.push({ text: line[0], anchor: line[1], spans: spans });
        }
      });
      if (lines.length) {
        editions += 1;
        found.append(item(edition, lines));
      }
    });
    status.textContent = number === 0 ? "Nothing found." :
      counted(number, "line") + (number < MOST ? "" : " or more") + " in " + counted(editions, "edition") + ".";
  }

  // The index is fetched when it is first needed; a script, because a page opened as a file may load nothing else.
  function search() {
    if (!asked) {
      asked = document.createElement("script");
      asked.src = root + "search-index.js";
      asked.onload = show;
      document.head.append(asked);
    }
    show();
  }

  form.hidden = false;
  field.addEventListener("input", search);
  form.addEventListener("submit", function (event) {
    event.preventDefault();
    search();
  });
  var given = new URLSearchParams(location.search).get("q");
  if (given) {
    field.value = given;
    search();
  }
})();
