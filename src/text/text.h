/* From bytes to terms: what the folder text/ offers to the others.
 * Bytes of any kind become valid UTF-8 in NFC (text_clean); such text becomes folded terms, each with the
 * source bytes it came from (text_tokenize); the same terms reach FTS5 through the tokenizer `sse`. */
#ifndef SSE_TEXT_H
#define SSE_TEXT_H

#include "base/base.h"

#include <sqlite3.h>

enum {
  TEXT_WORD_LONGEST = 128, /* code points of a word that its term is made of; the rest does not count */
  TEXT_TERM_SIZE = 1024    /* bytes any term fits in */
};

/* Appends `bytes` to `out` as valid UTF-8 in Normalization Form C (Unicode Standard Annex #15). Each byte
 * that is not part of a valid sequence becomes U+FFFD and adds one to `*repaired`. A byte order mark at the
 * beginning is dropped. Errors: SSE_NO_MEMORY. */
sse_status text_clean(sse_str bytes, sse_buffer *out, size_t *repaired, sse_error *err);

/* Writes the folded form of the word `word` (valid UTF-8) to `out`: NFKC with case folding, default-ignorable
 * code points dropped (UAX #44), accents and vowel points of alphabets stripped, so that what readers take
 * for the same word is the same bytes. Returns the length, 0 where nothing is left. Looks at
 * TEXT_WORD_LONGEST code points at the most. */
size_t text_fold(sse_str word, char out[TEXT_TERM_SIZE]);

/* Receives one term: `length` bytes at `term`, borrowed for the call, made of the bytes `start` up to `end`
 * of the text. The signature is FTS5's xToken, so that the tokenizer hands it through; `flags` is FTS5's too.
 * A result other than SQLITE_OK ends the tokenising and becomes its result. */
typedef int text_token_fn(void *context, int flags, const char *term, int length, int start, int end);

/* Calls `on_token` for each word of `text`, in order. `text` should be valid UTF-8; an invalid byte separates
 * words. Allocates nothing. Needs text.length <= INT_MAX, as FTS5 does; longer text gives SQLITE_TOOBIG. */
int text_tokenize(sse_str text, void *context, text_token_fn *on_token);

/* The number of code points in `text` (valid UTF-8). */
size_t text_length(sse_str text);

/* Makes the tokenizer `sse` known to a connection. Errors: SSE_DATABASE where SQLite has no FTS5. */
sse_status text_register(sqlite3 *db, sse_error *err);

#endif
