/* The terms that an index holds for a text: words, joined words, stems, numbers of ordinals, bigrams.
 * Terms for the same position are colocated, so that phrases and lengths count positions, not terms.
 * A word is always indexed as it is written; its stem is a separate term next to it. */
#include "text/analyse.h"
#include "text/classes.h"
#include "text/dense.h"
#include "text/written.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

struct sink {
  text_analyser *analyser;
  text_language language;
  sse_str text;
  void *context;
  text_token_fn *on_token;
};

sse_status text_analyser_new(text_analyser **analyser, sse_error *err) {
  text_analyser *made = calloc(1, sizeof *made);
  *analyser = NULL;
  if (!made) return sse_fail_memory(err);
  sse_status status = grammar_words_new(&made->grammar, err);
  if (!status) status = stem_cache_new(made->grammar, &made->stems, err);
  if (status) {
    text_analyser_free(made);
  } else {
    *analyser = made;
  }
  return status;
}

void text_analyser_free(text_analyser *analyser) {
  if (!analyser) return;
  stem_cache_free(analyser->stems);
  grammar_words_free(analyser->grammar);
  free(analyser);
}

static int put(const struct sink *sink, int flags, sse_str term, size_t start, size_t end) {
  return sink->on_token(sink->context, flags, term.data, (int)term.length, (int)start, (int)end);
}

/* The term of the word from `start` to `end` and, colocated, its stem and its written form. */
static int put_word(const struct sink *sink, int flags, sse_str term, size_t start, size_t end) {
  char written[TEXT_TERM_SIZE];
  sse_str source = sse_str_part(sink->text, start, end), stem = {0};
  int result = put(sink, flags, term, start, end);
  if (result == TEXT_OK && sink->language != TEXT_NO_LANGUAGE)
    stem = stem_of(sink->analyser->stems, sink->language, source, sink->text.length - start, term);
  if (stem.length > 0) result = put(sink, TEXT_COLOCATED, stem, start, end);
  size_t length = result == TEXT_OK ? text_written(source, term, written) : 0;
  if (length > 0) result = put(sink, TEXT_COLOCATED, (sse_str){written, length}, start, end);
  return result;
}

/* The term of the name with symbols that the word is a part of, if it is one. */
static int put_name(const struct sink *sink, sse_str term, size_t start, size_t end) {
  char written[TEXT_TERM_SIZE];
  written_name name;
  if (!written_find_name(sink->text, start, end, &name)) return TEXT_OK;
  size_t length = written_name_term(sse_str_part(sink->text, name.start, name.end), term, written);
  return length > 0 ? put(sink, TEXT_COLOCATED, (sse_str){written, length}, name.start, name.end) : TEXT_OK;
}

static int put_part(const struct sink *sink, const text_word *at, size_t which, int flags) {
  const word_part *part = &at->parts[which];
  size_t from = which > 0 ? at->parts[which - 1].term_end : 0;
  sse_str term = {at->term + from, part->term_end - from};
  return part->has_digit ? put(sink, flags, term, part->start, part->end)
                         : put_word(sink, flags, term, part->start, part->end);
}

static int put_joined(const struct sink *sink, const text_word *at, int flags) {
  sse_str term = {at->term, at->term_length};
  return at->has_digit ? put(sink, flags, term, at->start, at->end)
                       : put_word(sink, flags, term, at->start, at->end);
}

/* The length of the number that an ordinal of English, French, Spanish or Portuguese begins with, else 0. */
static size_t ordinal_digits(sse_str term) {
  static const char endings[][4] = {"st", "nd", "rd", "th", "er", "re", "e", "eme", "o", "a", "os", "as"};
  const size_t digits = sse_digits_end(term, 0);
  for (size_t i = 0; digits > 0 && digits < term.length && i < sizeof endings / sizeof *endings; i++)
    if (sse_str_equal(sse_str_part(term, digits, term.length), sse_str_of(endings[i]))) return digits;
  return 0;
}

static int put_plain(const struct sink *sink, const text_word *at) {
  const sse_str term = {at->term, at->term_length};
  if (!at->has_digit) {
    int result = put_word(sink, 0, term, at->start, at->end);
    return result == TEXT_OK ? put_name(sink, term, at->start, at->end) : result;
  }
  int result = put(sink, 0, term, at->start, at->end);
  size_t digits = ordinal_digits(term);
  if (result == TEXT_OK && digits > 0)
    result = put(sink, TEXT_COLOCATED, sse_str_part(term, 0, digits), at->start, at->end);
  return result;
}

static int put_chain(const struct sink *sink, const text_word *at) {
  int result = put_part(sink, at, 0, 0);
  if (result == TEXT_OK && at->is_joined) result = put_joined(sink, at, TEXT_COLOCATED);
  for (size_t i = 1; i < at->part_count && result == TEXT_OK; i++)
    result = put_part(sink, at, i, 0);
  return result;
}

static int put_whole(const struct sink *sink, const text_word *at) {
  int result = put_joined(sink, at, 0);
  for (size_t i = 0; i < at->part_count && result == TEXT_OK; i++)
    result = put_part(sink, at, i, TEXT_COLOCATED);
  return result;
}

/* The bigram over the one space after a Hangul word, marked: 사회적경제 must find 사회적 경제, but 국가 must
 * not find 한국 가입. */
static int put_spanning(const struct sink *sink, const dense_cluster *last) {
  dense_cluster next;
  char term[1 + 2 * sizeof next.term];
  size_t position = last->end + 1;
  int32_t code;
  if (position >= sink->text.length || sink->text.data[last->end] != ' ') return TEXT_OK;
  (void)text_decode(sink->text, position, &code);
  if (text_class_of(code) != CLASS_HANGUL || !dense_next(sink->text, &position, position + 1, &next))
    return TEXT_OK;
  term[0] = TEXT_STEM_MARK;
  memcpy(term + 1, last->term, last->length);
  memcpy(term + 1 + last->length, next.term, next.length);
  return put(sink, TEXT_COLOCATED, (sse_str){term, 1 + last->length + next.length}, last->start, next.end);
}

static int put_dense(const struct sink *sink, const text_word *at) {
  dense_cluster clusters[2];
  char term[2 * sizeof clusters->term];
  size_t position = at->start, count = 0;
  int result = TEXT_OK;
  for (; result == TEXT_OK && dense_next(sink->text, &position, at->end, &clusters[count % 2]); count++) {
    if (count == 0) continue;
    const dense_cluster *first = &clusters[(count - 1) % 2], *second = &clusters[count % 2];
    memcpy(term, first->term, first->length);
    memcpy(term + first->length, second->term, second->length);
    result = put(sink, 0, (sse_str){term, first->length + second->length}, first->start, second->end);
  }
  if (count == 0 || result != TEXT_OK) return result;
  const dense_cluster *last = &clusters[(count - 1) % 2];
  result = put(sink, 0, (sse_str){last->term, last->length}, last->start, last->end);
  if (result == TEXT_OK && at->is_hangul) result = put_spanning(sink, last);
  return result;
}

/* Takes up a position where lists have a separator, so that no phrase crosses from one name or tag to the
 * next. */
static int put_separator(const struct sink *sink, size_t start, size_t end) {
  const char term[] = {TEXT_STEM_MARK, TEXT_SEPARATOR};
  if (start == 0 || end == start || !memchr(sink->text.data + start, TEXT_SEPARATOR, end - start))
    return TEXT_OK;
  return put(sink, 0, (sse_str){term, sizeof term}, start, end);
}

int text_analyse(text_analyser *analyser, text_language language, sse_str text, void *context,
                 text_token_fn *on_token) {
  const struct sink sink = {analyser, language, text, context, on_token};
  text_word *at = &analyser->word;
  size_t position = 0, end = 0;
  int result = TEXT_OK;
  if (text.length > INT_MAX) return TEXT_TOO_LONG;
  for (; result == TEXT_OK && words_next(text, &position, at); end = at->end) {
    result = put_separator(&sink, end, at->start);
    if (result != TEXT_OK) break;
    switch (at->kind) {
    case WORD_PLAIN:
      result = put_plain(&sink, at);
      break;
    case WORD_CHAIN:
      result = put_chain(&sink, at);
      break;
    case WORD_WHOLE:
      result = put_whole(&sink, at);
      break;
    case WORD_DENSE:
      result = put_dense(&sink, at);
      break;
    }
  }
  if (stem_failed(analyser->stems) && result == TEXT_OK) result = TEXT_NO_MEMORY;
  return result;
}
