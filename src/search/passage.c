/* Marks a query's words in a text and cuts out the part that shows the most of them.
 * The text is tokenised again here, by the tokenizer that indexed it, so that a mark covers exactly the
 * characters that matched. Only the few items that are shown pay for that. */
#include "search/query.h"
#include "text/text.h"

#include <stdlib.h>
#include <string.h>

/* A word of the query in a text; `start` and `end` in bytes, `code_*` the same in code points. */
struct match {
  size_t start, end;
  size_t code_start, code_end;
  size_t word;
};

struct marking {
  sse_str text;
  const struct query *query;
  struct match *matches;
  size_t count;
  size_t capacity;
  size_t byte, code; /* how far code points have been counted */
};

static size_t code_offset(struct marking *marking, size_t byte) {
  marking->code += text_length(sse_str_part(marking->text, marking->byte, byte));
  marking->byte = byte;
  return marking->code;
}

static int mark_term(void *context, int flags, const char *term, int length, int start, int end) {
  struct marking *marking = context;
  (void)flags;
  size_t word = query_find(marking->query, (sse_str){term, (size_t)length});
  if (word == marking->query->count) return SQLITE_OK;
  void *matches = marking->matches;
  if (!sse_array_reserve(&matches, &marking->capacity, marking->count + 1, sizeof *marking->matches))
    return SQLITE_NOMEM;
  marking->matches = matches;
  struct match *match = &marking->matches[marking->count++];
  match->word = word;
  match->start = (size_t)start;
  match->end = (size_t)end;
  match->code_start = code_offset(marking, match->start);
  match->code_end = code_offset(marking, match->end);
  return SQLITE_OK;
}

/* Longer text than the tokenizer takes has no marks. `marking->matches` is the caller's to free. */
static sse_status mark(struct marking *marking, sse_error *err) {
  return text_tokenize(marking->text, marking, mark_term) == SQLITE_NOMEM ? sse_fail_memory(err) : SSE_OK;
}

/* Fills in `shown` with the bytes from `start` to `end` and the matches inside. */
static sse_status cut_out(const struct marking *marking, size_t start, size_t end, search_text *shown,
                          sse_error *err) {
  static const char ellipsis[] = "…";
  sse_buffer text = {0};
  size_t shift = text_length(sse_str_part(marking->text, 0, start)); /* code points left out in front */
  size_t added = 0;                                                  /* and put in front instead */
  if (start > 0) {
    sse_buffer_append_text(&text, ellipsis);
    added = 1;
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
    size_t length = match->code_end - match->code_start;
    shown->ranges[shown->range_count++] = (search_range){match->code_start - shift + added, length};
  }
  return SSE_OK;
}

/* The run of matches, at most SEARCH_PASSAGE_LONGEST code points long, with the most different words, then
 * the most matches, then the earliest. */
static void best_run(const struct marking *marking, size_t *first, size_t *last) {
  size_t in_run[SEARCH_WORDS_MOST] = {0};
  size_t different = 0, best_different = 0, best_count = 0, begin = 0;
  for (size_t end = 0; end < marking->count; end++) {
    const struct match *matches = marking->matches;
    if (in_run[matches[end].word]++ == 0) different++;
    while (begin < end && matches[end].code_end - matches[begin].code_start > SEARCH_PASSAGE_LONGEST)
      if (--in_run[matches[begin++].word] == 0) different--;
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
 * as far as there is room. */
static size_t widen_on(sse_str text, size_t position, size_t room) {
  size_t word = SIZE_MAX, at = position;
  for (;;) {
    if (at == text.length || text.data[at] == ' ' || text.data[at] == '\n') word = at;
    if (at == text.length || room == 0) break;
    room--;
    do {
      at++;
    } while (at < text.length && !is_code_start(text.data[at]));
  }
  return word != SIZE_MAX ? word : at;
}

sse_status passage_whole(sse_str text, const struct query *query, search_text *shown, sse_error *err) {
  struct marking marking = {.text = text, .query = query};
  sse_status status = mark(&marking, err);
  if (!status) status = cut_out(&marking, 0, text.length, shown, err);
  free(marking.matches);
  return status;
}

sse_status passage_best(sse_str text, const struct query *query, search_text *shown, sse_error *err) {
  struct marking marking = {.text = text, .query = query};
  sse_status status = mark(&marking, err);
  size_t start = 0, used = 0, end = 0;
  if (!status && marking.count > 0) {
    size_t first = 0, last = 0;
    best_run(&marking, &first, &last);
    start = marking.matches[first].start;
    end = marking.matches[last].end;
    used = text_length(sse_str_part(text, start, end));
    size_t room = used < SEARCH_PASSAGE_LONGEST ? SEARCH_PASSAGE_LONGEST - used : 0;
    start = widen_back(text, start, room / 2);
    used = text_length(sse_str_part(text, start, end));
  }
  if (!status) {
    end = widen_on(text, end, used < SEARCH_PASSAGE_LONGEST ? SEARCH_PASSAGE_LONGEST - used : 0);
    if (end == text.length && text_length(text) <= SEARCH_PASSAGE_LONGEST) start = 0;
    status = cut_out(&marking, start, end, shown, err);
  }
  for (char *c = shown->text; !status && *c; c++)
    if (*c == '\n') *c = ' ';
  free(marking.matches);
  return status;
}

void search_text_reset(search_text *text) {
  free(text->text);
  free(text->ranges);
  *text = (search_text){0};
}
