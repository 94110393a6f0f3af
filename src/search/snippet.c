/* Marks a query's words in a text and cuts out the part that shows most of them.
 * The text is analysed again here, which only the few items that are shown have to pay for.
 * Byte offsets become code points in the result. */
#include "search/snippet.h"

#include <stdlib.h>
#include <string.h>

struct marking {
  sse_str text;
  const struct match *matches;
  size_t count;
  bool *is_aside; /* for each match, when finding the best pieces: see find_asides */
};

static sse_status mark(const struct snippet_source *source, struct marking *marking, sse_error *err) {
  marking->text = source->text;
  return matcher_run(source->matcher, source->text, &marking->matches, &marking->count, err);
}

static size_t code_count(sse_str text, size_t start, size_t end) {
  return text_length(sse_str_part(text, start, end));
}

/* A part of the text that is shown, in bytes. */
struct piece {
  size_t start, end;
};

/* Fills `shown` with the pieces, which are in order and do not touch, and the matches inside them. */
static sse_status cut_out(const struct marking *marking, const struct piece *pieces, size_t piece_count,
                          search_text *shown, sse_error *err) {
  static const char ellipsis[] = "…";
  sse_buffer text = {0};
  size_t code = 0, match = 0; /* code points written, matches processed */
  shown->ranges = calloc(marking->count + 1, sizeof *shown->ranges);
  for (size_t i = 0; i < piece_count && shown->ranges; i++) {
    size_t byte = pieces[i].start, end = pieces[i].end; /* `byte`: up to here code points have been counted */
    if (byte > 0) {
      sse_buffer_append_text(&text, i > 0 ? " … " : ellipsis);
      code += i > 0 ? 3 : 1;
    }
    sse_buffer_append_str(&text, sse_str_part(marking->text, byte, end));
    for (; match < marking->count && marking->matches[match].end <= end; match++) {
      const struct match *met = &marking->matches[match];
      if (met->start < pieces[i].start) continue;
      code += code_count(marking->text, byte, met->start);
      size_t length = code_count(marking->text, met->start, met->end);
      shown->ranges[shown->range_count++] = (search_range){code, length};
      code += length;
      byte = met->end;
    }
    code += code_count(marking->text, byte, end);
  }
  sse_buffer_append_text(&text, pieces[piece_count - 1].end < marking->text.length ? ellipsis : "");
  if (text.failed || !shown->ranges) {
    sse_buffer_reset(&text);
    return sse_fail_memory(err);
  }
  shown->text = text.data;
  return SSE_OK;
}

/* Finds the run of matches, at most `longest` code points long, with the most different words that are not
 * covered yet, then the most matches, then the earliest; among asides, or among the others. Returns the
 * number of those words. */
static size_t best_run(const struct marking *marking, bool asides, const bool *covered, size_t longest,
                       size_t *first, size_t *last) {
  const struct match *matches = marking->matches;
  size_t in_run[QUERY_WORDS_MOST] = {0};
  size_t different = 0, best_different = 0, best_count = 0, begin = 0;
  size_t length = 0; /* code points from the first match's start to the last one's end */
  for (size_t end = 0; end < marking->count; end++) {
    if (marking->is_aside[end] != asides) { /* no run crosses it */
      memset(in_run, 0, sizeof in_run);
      different = length = 0;
      begin = end + 1;
      continue;
    }
    length +=
        code_count(marking->text, end > begin ? matches[end - 1].end : matches[end].start, matches[end].end);
    if (in_run[matches[end].group]++ == 0) different += !covered[matches[end].group];
    for (; begin < end && length > longest; begin++) {
      length -= code_count(marking->text, matches[begin].start, matches[begin + 1].start);
      if (--in_run[matches[begin].group] == 0) different -= !covered[matches[begin].group];
    }
    size_t count = end - begin + 1;
    if (different > best_different || (different == best_different && count > best_count)) {
      best_different = different;
      best_count = count;
      *first = begin;
      *last = end;
    }
  }
  return best_different;
}

static bool is_code_start(char byte) {
  return ((unsigned char)byte & 0xC0) != 0x80;
}

/* True if a sentence or a paragraph ends directly before `position`. */
static bool is_sentence_start(sse_str text, size_t position) {
  if (position == 0 || text.data[position - 1] == '\n') return true;
  return position >= 2 && text.data[position - 1] == ' ' && strchr(".!?", text.data[position - 2]) != NULL;
}

static bool is_word_start(sse_str text, size_t position) {
  return position == 0 || text.data[position - 1] == ' ' || text.data[position - 1] == '\n';
}

/* Moves back from `position` by up to `room` code points: to the earliest beginning of a sentence in reach,
 * or else of a word. */
static size_t widen_back(sse_str text, size_t position, size_t room) {
  size_t sentence = SIZE_MAX, word = SIZE_MAX, at = position;
  for (;;) {
    if (is_sentence_start(text, at)) sentence = at;
    if (is_word_start(text, at)) word = at;
    if (at == 0 || room == 0) break;
    room--;
    do {
      at--;
    } while (at > 0 && !is_code_start(text.data[at]));
  }
  if (sentence != SIZE_MAX) return sentence;
  return word != SIZE_MAX ? word : position;
}

/* Moves on from `position` by up to `room` code points, to the last end of a word in reach; in text without
 * spaces, by as many whole grapheme clusters as there is room for. */
static size_t widen_on(sse_str text, size_t position, size_t room) {
  size_t word = SIZE_MAX, at = position;
  for (;;) {
    if (at == text.length || text.data[at] == ' ' || text.data[at] == '\n') word = at;
    if (at == text.length) break;
    size_t next = text_cluster_end(text, at), codes = code_count(text, at, next);
    if (codes > room) break;
    room -= codes;
    at = next;
  }
  return word != SIZE_MAX ? word : at;
}

sse_status snippet_whole(const struct snippet_source *source, search_text *shown, sse_error *err) {
  struct marking marking = {0};
  sse_status status = mark(source, &marking, err);
  const struct piece whole = {0, source->text.length};
  return status ? status : cut_out(&marking, &whole, 1, shown, err);
}

/* ---- The best pieces ---------------------------------------------------------------------------- */

enum { PIECES_MOST = 3 };

/* The piece from the first match of a run to its last, and as much around it as there is room for. */
static struct piece widen(const struct marking *marking, size_t first, size_t last, size_t longest) {
  sse_str text = marking->text;
  struct piece piece = {marking->matches[first].start, marking->matches[last].end};
  size_t used = code_count(text, piece.start, piece.end);
  piece.start = widen_back(text, piece.start, used < longest ? (longest - used) / 2 : 0);
  used = code_count(text, piece.start, piece.end);
  piece.end = widen_on(text, piece.end, used < longest ? longest - used : 0);
  return piece;
}

/* Inserts a piece in order; pieces that it touches are merged with it. */
static size_t add_piece(struct piece *pieces, size_t count, struct piece piece) {
  size_t kept = 0, at;
  for (size_t i = 0; i < count; i++) {
    bool meets = piece.start <= pieces[i].end && piece.end >= pieces[i].start;
    if (!meets) pieces[kept++] = pieces[i];
    if (meets && pieces[i].start < piece.start) piece.start = pieces[i].start;
    if (meets && pieces[i].end > piece.end) piece.end = pieces[i].end;
  }
  for (at = kept; at > 0 && pieces[at - 1].start > piece.start; at--)
    pieces[at] = pieces[at - 1];
  pieces[at] = piece;
  return kept + 1;
}

/* Marks matches in asides, which are shown last: in quoted lines, which begin with >, and in the signature,
 * after the last line that is only "--" (RFC 3676, 4.3). Returns false if memory runs out. */
static bool find_asides(struct marking *marking) {
  size_t line = 0, signature = marking->text.length, position = 0, match = 0;
  sse_str text;
  marking->is_aside = calloc(marking->count + 1, sizeof *marking->is_aside);
  if (!marking->is_aside) return false;
  for (; sse_str_next(marking->text, '\n', &position, &text); line = position) {
    if (sse_str_equal(text, sse_str_of("--"))) signature = line;
    for (; match < marking->count && marking->matches[match].start < position; match++)
      marking->is_aside[match] = sse_str_begins(text, ">");
  }
  for (size_t i = 0; i < marking->count; i++)
    if (marking->matches[i].start >= signature) marking->is_aside[i] = true;
  return true;
}

/* The start of the first line that is not quoted; 0 if all are. */
static size_t own_line(sse_str text) {
  sse_str line;
  size_t start = 0;
  for (size_t position = 0; sse_str_next(text, '\n', &position, &line); start = position)
    if (!sse_str_begins(line, ">")) return start;
  return 0;
}

/* Finds one piece if it holds all the words that the text has, otherwise as many as add more words: first
 * from the text outside asides. */
static size_t find_pieces(const struct marking *marking, struct piece pieces[PIECES_MOST]) {
  bool covered[QUERY_WORDS_MOST] = {false}, present[QUERY_WORDS_MOST] = {false}, asides = true;
  size_t first = 0, last = 0, words = 0, count = 0, longest = SEARCH_SNIPPET_LONGEST / PIECES_MOST;
  for (size_t i = 0; i < marking->count; i++) {
    words += !present[marking->matches[i].group];
    present[marking->matches[i].group] = true;
    asides = asides && marking->is_aside[i];
  }
  if (best_run(marking, asides, covered, SEARCH_SNIPPET_LONGEST, &first, &last) == words) {
    pieces[0] = widen(marking, first, last, SEARCH_SNIPPET_LONGEST);
    return 1;
  }
  for (size_t i = 0; i < PIECES_MOST; i++) {
    size_t more = best_run(marking, asides, covered, longest, &first, &last);
    if (more == 0 && !asides) {
      asides = true;
      more = best_run(marking, asides, covered, longest, &first, &last);
    }
    if (more == 0) break;
    for (size_t k = first; k <= last; k++)
      covered[marking->matches[k].group] = true;
    count = add_piece(pieces, count, widen(marking, first, last, longest));
  }
  return count;
}

/* True if the text up to `end` ends with punctuation that ends a sentence or a part of one. */
static bool ends_sentence(const char *text, size_t end) {
  static const char *const ends[] = {".", "!", "?", ",", ";", "…", "。", "！", "？", "、", "؟", "،", "؛"};
  for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
    size_t length = strlen(ends[i]);
    if (end >= length && memcmp(text + end - length, ends[i], length) == 0) return true;
  }
  return false;
}

/* Line ends become spaces, except those of list items and headings: nothing else separates such lines. */
static void join_lines(char *text) {
  for (size_t i = 0; text[i]; i++) {
    bool is_apart = i > 0 && text[i - 1] != ' ' && text[i - 1] != '\n' && !ends_sentence(text, i);
    if (text[i] == '\n' && !is_apart) text[i] = ' ';
  }
}

sse_status snippet_best(const struct snippet_source *source, search_text *shown, sse_error *err) {
  struct marking marking = {0};
  struct piece pieces[PIECES_MOST] = {{0, 0}};
  size_t count = 1;
  sse_str text = source->text;
  sse_status status = mark(source, &marking, err);
  if (status) return status;
  if (text_length(text) <= SEARCH_SNIPPET_LONGEST) {
    pieces[0].end = text.length;
  } else if (marking.count == 0) {
    pieces[0].start = own_line(text);
    pieces[0].end = widen_on(text, pieces[0].start, SEARCH_SNIPPET_LONGEST);
  } else if (find_asides(&marking)) {
    count = find_pieces(&marking, pieces);
  } else {
    return sse_fail_memory(err);
  }
  free(marking.is_aside);
  status = cut_out(&marking, pieces, count, shown, err);
  if (!status) join_lines(shown->text);
  return status;
}

void search_text_reset(search_text *text) {
  free(text->text);
  free(text->ranges);
  *text = (search_text){0};
}

sse_status search_snippet(text_analyser *analyser, sse_str text, sse_str query, search_text *shown,
                          sse_error *err) {
  const text_language language = text_language_of(text_detect(analyser, text));
  const struct query_reading reading = {
      .analyser = analyser, .languages = 1u << language & ~(1u << TEXT_NO_LANGUAGE), .language = language};
  struct query read = {0};
  struct matcher *matcher = NULL;
  *shown = (search_text){0};
  sse_status status = query_read(query, &reading, &read, err);
  if (!status) status = matcher_new(&read, analyser, &matcher, err);
  if (!status) {
    matcher_read_stems(matcher, language);
    status = snippet_best(&(const struct snippet_source){matcher, text}, shown, err);
  }
  matcher_free(matcher);
  query_reset(&read);
  return status;
}
