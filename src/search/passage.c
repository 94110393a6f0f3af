/* Marks a query's words in a text and cuts out the part that shows the most of them.
 * The text is analysed again here; only the few items that are shown pay for that.
 * Byte offsets become code points on the way out. */
#include "search/query.h"

#include <stdlib.h>
#include <string.h>

struct marking {
  sse_str text;
  const struct match *matches;
  size_t count;
};

static sse_status mark(const struct passage_source *source, struct marking *marking, sse_error *err) {
  marking->text = source->text;
  return matcher_run(source->matcher, source->text, &marking->matches, &marking->count, err);
}

static size_t code_count(sse_str text, size_t start, size_t end) {
  return text_length(sse_str_part(text, start, end));
}

/* Fills in `shown` with the bytes from `start` to `end` and the matches inside. */
static sse_status cut_out(const struct marking *marking, size_t start, size_t end, search_text *shown,
                          sse_error *err) {
  static const char ellipsis[] = "…";
  sse_buffer text = {0};
  size_t byte = start, code = 0; /* how far code points have been counted */
  if (start > 0) {
    sse_buffer_append_text(&text, ellipsis);
    code = 1;
  }
  sse_buffer_append_str(&text, sse_str_part(marking->text, start, end));
  if (end < marking->text.length) sse_buffer_append_text(&text, ellipsis);
  shown->ranges = calloc(marking->count + 1, sizeof *shown->ranges);
  if (text.failed || !shown->ranges) {
    sse_buffer_reset(&text);
    return sse_fail_memory(err);
  }
  shown->text = text.data;
  for (size_t i = 0; i < marking->count; i++) {
    const struct match *match = &marking->matches[i];
    if (match->start < start || match->end > end) continue;
    code += code_count(marking->text, byte, match->start);
    size_t length = code_count(marking->text, match->start, match->end);
    shown->ranges[shown->range_count++] = (search_range){code, length};
    code += length;
    byte = match->end;
  }
  return SSE_OK;
}

/* The run of matches, at most SEARCH_PASSAGE_LONGEST code points long, with the most different words, then
 * the most matches, then the earliest. */
static void best_run(const struct marking *marking, size_t *first, size_t *last) {
  const struct match *matches = marking->matches;
  size_t in_run[SEARCH_WORDS_MOST] = {0};
  size_t different = 0, best_different = 0, best_count = 0, begin = 0;
  size_t length = 0; /* code points from the first match's start to the last one's end */
  for (size_t end = 0; end < marking->count; end++) {
    length +=
        code_count(marking->text, end > 0 ? matches[end - 1].end : matches[end].start, matches[end].end);
    if (in_run[matches[end].unit]++ == 0) different++;
    for (; begin < end && length > SEARCH_PASSAGE_LONGEST; begin++) {
      length -= code_count(marking->text, matches[begin].start, matches[begin + 1].start);
      if (--in_run[matches[begin].unit] == 0) different--;
    }
    size_t count = end - begin + 1;
    if (different > best_different || (different == best_different && count > best_count)) {
      best_different = different;
      best_count = count;
      *first = begin;
      *last = end;
    }
  }
}

static bool is_code_start(char byte) {
  return ((unsigned char)byte & 0xC0) != 0x80;
}

/* True where a sentence or a paragraph ends right before `position`. */
static bool is_sentence_start(sse_str text, size_t position) {
  if (position == 0 || text.data[position - 1] == '\n') return true;
  return position >= 2 && text.data[position - 1] == ' ' && strchr(".!?", text.data[position - 2]) != NULL;
}

static bool is_word_start(sse_str text, size_t position) {
  return position == 0 || text.data[position - 1] == ' ' || text.data[position - 1] == '\n';
}

/* From `position` back by up to `room` code points: to the earliest beginning of a sentence in reach, else of
 * a word. */
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

/* From `position` on by up to `room` code points, to the last end of a word in reach; in text without spaces,
 * by as many whole grapheme clusters as there is room for. */
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

sse_status passage_whole(const struct passage_source *source, search_text *shown, sse_error *err) {
  struct marking marking;
  sse_status status = mark(source, &marking, err);
  return status ? status : cut_out(&marking, 0, source->text.length, shown, err);
}

sse_status passage_best(const struct passage_source *source, search_text *shown, sse_error *err) {
  struct marking marking;
  sse_str text = source->text;
  size_t start = 0, used = 0, end = 0;
  sse_status status = mark(source, &marking, err);
  if (status) return status;
  if (marking.count > 0) {
    size_t first = 0, last = 0;
    best_run(&marking, &first, &last);
    start = marking.matches[first].start;
    end = marking.matches[last].end;
    used = code_count(text, start, end);
    size_t room = used < SEARCH_PASSAGE_LONGEST ? SEARCH_PASSAGE_LONGEST - used : 0;
    start = widen_back(text, start, room / 2);
    used = code_count(text, start, end);
  }
  end = widen_on(text, end, used < SEARCH_PASSAGE_LONGEST ? SEARCH_PASSAGE_LONGEST - used : 0);
  if (end == text.length && text_length(text) <= SEARCH_PASSAGE_LONGEST) start = 0;
  status = cut_out(&marking, start, end, shown, err);
  for (char *c = shown->text; !status && *c; c++)
    if (*c == '\n') *c = ' ';
  return status;
}

void search_text_reset(search_text *text) {
  free(text->text);
  free(text->ranges);
  *text = (search_text){0};
}
