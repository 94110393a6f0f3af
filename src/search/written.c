/* Terms as people write them: the index has them folded, économique as economique, and Korean words as pairs
 * of syllables. The texts of a few items with a term are read, and the spelling that most of them use is
 * taken. A Korean word with a particle counts for the word without it. */
#include "search/written.h"

#include <stdlib.h>
#include <string.h>

enum {
  SPELLINGS_MOST = 64,
  SPELLING_SIZE = 4 * INDEX_SPELLING_LONGEST,
  ITEMS_OF_A_TERM = 16,
  ITEMS_OF_A_LANGUAGE = 64, /* that have the term in any language */
  ITEMS_OF_A_BEGINNING = 200,
  ENDING_LONGEST = 2 /* syllables of a particle */
};

/* A spelling of what is searched for. */
struct spelling {
  char text[SPELLING_SIZE];
  size_t length, count;
};

struct writing {
  sse_str term;      /* searched for: a word, or the first pair of syllables */
  sse_str beginning; /* of Korean words, as it was typed; empty when searching for a word */
  sse_str text;      /* the current one */
  const char *lang;  /* of the items that count; "" for any */
  struct spelling spellings[SPELLINGS_MOST];
  size_t count;
};

static void count_spelling(struct writing *writing, sse_str text) {
  size_t i = 0;
  if (text.length >= SPELLING_SIZE) return;
  while (i < writing->count &&
         !sse_str_equal((sse_str){writing->spellings[i].text, writing->spellings[i].length}, text))
    i++;
  if (i == SPELLINGS_MOST) return;
  if (i == writing->count) {
    struct spelling *spelling = &writing->spellings[writing->count++];
    memcpy(spelling->text, text.data, text.length);
    spelling->length = text.length;
    spelling->count = 0;
  }
  writing->spellings[i].count++;
}

/* True for a Hangul syllable, three bytes long, at `at`. */
static bool is_syllable(sse_str text, size_t at) {
  int32_t code;
  return at + 3 <= text.length && text_codes(sse_str_part(text, at, at + 3), &code, 1) == 1 &&
         code >= 0xAC00 && code <= 0xD7A3;
}

static void count_korean(struct writing *writing, size_t start) {
  sse_str text = writing->text, beginning = writing->beginning;
  size_t end = start;
  if (start >= 3 && is_syllable(text, start - 3)) return; /* inside a word */
  while (is_syllable(text, end))
    end += 3;
  if (end - start >= beginning.length && memcmp(text.data + start, beginning.data, beginning.length) == 0)
    count_spelling(writing, sse_str_part(text, start, end));
}

static int take_token(void *context, int flags, const char *data, int length, int start, int end) {
  struct writing *writing = context;
  (void)flags;
  if (!sse_str_equal((sse_str){data, (size_t)length}, writing->term)) return TEXT_OK;
  if (writing->beginning.length > 0) {
    count_korean(writing, (size_t)start);
  } else {
    count_spelling(writing, sse_str_part(writing->text, (size_t)start, (size_t)end));
  }
  return TEXT_OK;
}

/* Reads the texts of some items that have the term. */
static sse_status read_archive(const index_db *index, struct writing *writing, int most, sse_error *err) {
  static const char sql[] = "SELECT title, body FROM item WHERE number IN"
                            " (SELECT rowid FROM terms WHERE terms MATCH ?1 ORDER BY rowid DESC LIMIT ?2)"
                            " AND (?3 = '' OR lang = ?3 OR lang LIKE ?3 || '-%')";
  sqlite3_stmt *select;
  sse_buffer expression = {0};
  sse_status status = index_statement(index, sql, &select, err);
  if (status) return status;
  index_quote(writing->term, &expression);
  bool bound =
      !expression.failed &&
      sqlite3_bind_text(select, 1, expression.data, (int)expression.length, SQLITE_STATIC) == SQLITE_OK &&
      sqlite3_bind_int(select, 2, most) == SQLITE_OK &&
      sqlite3_bind_text(select, 3, writing->lang, -1, SQLITE_STATIC) == SQLITE_OK;
  if (!bound) status = expression.failed ? sse_fail_memory(err) : index_fail(index, err);
  while (index_next_row(index, select, &status, err)) {
    for (int column = 0; column < 2 && !status; column++) {
      writing->text = index_column(select, column);
      if (text_analyse(index_analyser(index), TEXT_NO_LANGUAGE, writing->text, writing, take_token) ==
          TEXT_NO_MEMORY)
        status = sse_fail_memory(err);
    }
    if (!status) status = index_check_time(index, err);
  }
  index_statement_end(select);
  sse_buffer_reset(&expression);
  return status;
}

/* The same for all archives. */
static sse_status read_items(const index_db *index, struct writing *writing, int most, sse_error *err) {
  sse_status status = SSE_OK;
  for (size_t i = 0; i < index_archive_count(index) && !status; i++)
    status = read_archive(index_archive(index, i), writing, most, err);
  return status;
}

/* Most frequent first. */
static int compare_spellings(const void *a, const void *b) {
  const struct spelling *left = a, *right = b;
  if (left->count != right->count) return left->count > right->count ? -1 : 1;
  return strcmp(left->text, right->text);
}

sse_status written_as(const index_db *index, sse_str term, text_language language, sse_buffer *out,
                      sse_error *err) {
  struct writing *writing = calloc(1, sizeof *writing);
  if (!writing) return sse_fail_memory(err);
  writing->term = term;
  writing->lang = text_language_tag(language);
  sse_status status = *writing->lang ? read_items(index, writing, ITEMS_OF_A_LANGUAGE, err) : SSE_OK;
  writing->lang = "";
  if (!status && writing->count == 0) status = read_items(index, writing, ITEMS_OF_A_TERM, err);
  qsort(writing->spellings, writing->count, sizeof *writing->spellings, compare_spellings);
  size_t best = 0;
  /* A name always has a capital letter, other words only at the beginning of a sentence. */
  while (best < writing->count &&
         text_is_capital((sse_str){writing->spellings[best].text, writing->spellings[best].length}))
    best++;
  if (best == writing->count) best = 0;
  sse_buffer_append_str(out, writing->count > 0
                                 ? (sse_str){writing->spellings[best].text, writing->spellings[best].length}
                                 : term);
  free(writing);
  return !status && out->failed ? sse_fail_memory(err) : status;
}

/* Counts a word with a particle for the one without it, if that occurs. */
static void merge_endings(struct writing *writing) {
  for (size_t i = 0; i < writing->count; i++) {
    struct spelling *with = &writing->spellings[i];
    for (size_t k = 0; k < writing->count; k++) {
      struct spelling *without = &writing->spellings[k];
      if (without->length >= with->length || without->count == 0 || with->count == 0) continue;
      if (with->length - without->length > (size_t)3 * ENDING_LONGEST) continue;
      if (memcmp(with->text, without->text, without->length) != 0) continue;
      without->count += with->count;
      with->count = 0;
    }
  }
}

sse_status written_korean(const index_db *index, sse_str beginning, void *context, index_word_fn *on_word,
                          sse_error *err) {
  enum { PAIR = 6 }; /* bytes */
  if (beginning.length < PAIR || !is_syllable(beginning, 0) || !is_syllable(beginning, 3)) return SSE_OK;
  struct writing *writing = calloc(1, sizeof *writing);
  if (!writing) return sse_fail_memory(err);
  writing->term = sse_str_part(beginning, 0, PAIR);
  writing->beginning = beginning;
  writing->lang = "";
  sse_status status = read_items(index, writing, ITEMS_OF_A_BEGINNING, err);
  merge_endings(writing);
  qsort(writing->spellings, writing->count, sizeof *writing->spellings, compare_spellings);
  for (size_t i = 0; i < writing->count && writing->spellings[i].count > 0 && !status; i++) {
    const struct spelling *spelling = &writing->spellings[i];
    if (spelling->length > beginning.length)
      status = on_word(context, (sse_str){spelling->text, spelling->length}, spelling->count, err);
  }
  free(writing);
  return status;
}
