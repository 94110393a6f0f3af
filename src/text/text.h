/* From bytes to terms: what the folder text/ offers to the others.
 * Bytes of any kind become valid UTF-8 in NFC (text_clean). Such text becomes the terms an index holds, each
 * with the source bytes it came from (text_analyse); a query becomes the variants of its words that an index
 * may hold (text_variants). Nothing here needs SQLite. */
#ifndef SSE_TEXT_H
#define SSE_TEXT_H

#include "base/buffer.h"
#include "base/status.h"
#include "base/str.h"

#include <stdint.h>

enum {
  TEXT_WORD_LONGEST = 128, /* code points of a word that its term is made of; the rest does not count */
  TEXT_TERM_SIZE = 1024,   /* bytes any term fits in */
  TEXT_SIGN_SIZE = TEXT_TERM_SIZE / 4, /* the same of one sign of a word that is written without spaces */
  TEXT_STEM_MARK = 1,                  /* the first byte of a term that is not written so: a stem, for one */
  TEXT_STEM_HEAD = 2,                  /* bytes in front of a stem: the mark, and a letter for the language */
  TEXT_SEPARATOR = 30,                 /* the character between the entries of a list: no phrase crosses it */
  TEXT_WRITTEN_MARK = 2                /* the second byte of a term that is a word as it is written */
};

/* Appends `bytes` to `out` as valid UTF-8 in Normalization Form C (Unicode Standard Annex #15). Each byte
 * that is not part of a valid sequence becomes U+FFFD and adds one to `*repaired`. A byte order mark at the
 * beginning is dropped. Errors: SSE_NO_MEMORY. */
sse_status text_clean(sse_str bytes, sse_buffer *out, size_t *repaired, sse_error *err);

/* Writes the folded form of `word` (valid UTF-8) to `out`: NFKC with case folding, default-ignorable code
 * points dropped (UAX #44), accents and vowel points of alphabets stripped, œ written oe and its like,
 * decimal digits of all scripts written 0 to 9, and what is not part of a word left out, but for the point of
 * a number. Returns the length, 0 where nothing is left. Looks at TEXT_WORD_LONGEST code points at the most.
 * Folding what is folded changes nothing. */
size_t text_fold(sse_str word, char out[TEXT_TERM_SIZE]);

/* The same with accents kept and no letter replaced by others: the form that stemmers of French or Spanish
 * need, and that tells how a word was typed. */
size_t text_lower(sse_str word, char out[TEXT_TERM_SIZE]);

/* Writes the term by which an index knows a word that is written otherwise than it is folded, with accents:
 * `source` is the word and `folded` its term. Returns the length, 0 for a word that is written as it is
 * folded, but for case. */
size_t text_written(sse_str source, sse_str folded, char out[TEXT_TERM_SIZE]);
/* The beginning of all such terms of one folded word; 0 for what is none. */
size_t text_written_prefix(sse_str folded, char out[TEXT_TERM_SIZE]);

/* True where `text` (valid UTF-8) begins with a capital letter. */
bool text_is_capital(sse_str text);

/* True for a text without a small letter that is more than acronyms: a word of it is longer than those are,
 * or it has several, one of which is long. */
bool text_is_shouted(sse_str text);

/* True where `text` (valid UTF-8) begins with a sign of a script without spaces between words, or of Hangul.
 */
bool text_is_dense(sse_str text);

/* The number of code points in `text` (valid UTF-8). */
size_t text_length(sse_str text);

/* The first `most` code points of `text` (valid UTF-8). Returns how many there are, `most` + 1 for more. */
size_t text_codes(sse_str text, int32_t *codes, size_t most);

/* The end of the grapheme cluster (UAX #29) of `text` that begins at `start`; needs start < text.length. */
size_t text_cluster_end(sse_str text, size_t start);

/* ---- The analyser -------------------------------------------------------------------------- */

/* Stemmers and what else analysing needs; for one thread at a time. */
typedef struct text_analyser text_analyser;

/* `*analyser` is the caller's to free. Errors: SSE_NO_MEMORY. */
sse_status text_analyser_new(text_analyser **analyser, sse_error *err);
void text_analyser_free(text_analyser *analyser);

enum { TEXT_VERSION_SIZE = 64 };

/* What this analyser makes of text, in a line: two that say the same give the same terms. It names our rules
 * and Unicode's version, and has a checksum over the terms of sample texts, which changes with the stemmers.
 * Errors: SSE_NO_MEMORY. */
sse_status text_analyser_version(text_analyser *analyser, char out[TEXT_VERSION_SIZE], sse_error *err);

/* ---- Languages ---------------------------------------------------------------------------- */

/* A language there are stems for; TEXT_NO_LANGUAGE for any other. Below 32, so that a set is a bit mask. */
typedef unsigned char text_language;
enum { TEXT_NO_LANGUAGE = 0 };
typedef uint32_t text_languages; /* 1 << language */

/* True for what has the form of a BCP 47 tag (RFC 5646, 2.1): letters and digits of ASCII, eight at the most
 * between hyphens, letters first; at most 35 bytes (4.4.1). */
bool text_is_language_tag(sse_str tag);

/* The language of a BCP 47 tag: "fr", "pt-BR". */
text_language text_language_of(sse_str tag);
/* The tag of a language; "" for none. */
const char *text_language_tag(text_language language);

/* The BCP 47 tag of the language that `text` is most likely written in, by its script and the first hundred
 * words; a constant. None where that is not clear. */
sse_str text_detect(text_analyser *analyser, sse_str text);

/* True for a folded word that is an article, a preposition or the like in one of `languages` and means
 * nothing in the others: a few of each, for a word whose language is not known. */
bool text_is_stop_word(const text_analyser *analyser, sse_str term, text_languages languages);

/* The languages in which a folded word is one of grammar, by the full lists: with words that mean something
 * in other languages, as war does. All for a word of a language without stems: its script tells it. */
text_languages text_stop_word_languages(sse_str term);
/* The same of a word with its accents and tones, as text_lower writes it: mà is one in Vietnamese, mã not. */
text_languages text_stop_word_languages_typed(sse_str word);
/* The lists, as stopwords.c has them. */
sse_str text_stop_words(void);

/* ---- Terms -------------------------------------------------------------------------------- */

/* True for a term that is the stem of words in one language. */
bool text_is_stem(sse_str term);
/* Of which it is one; none for any other term. */
text_language text_stem_language(sse_str term);

/* Receives one term: `length` bytes at `term`, borrowed for the call, made of the bytes `start` up to `end`
 * of the text, whole grapheme clusters; `flags` is TEXT_COLOCATED for a term at the position of the one
 * before. A result other than TEXT_OK ends the analysis and becomes its result. The signature and the numbers
 * are those of FTS5's xToken, so that one can be given to the other. */
enum { TEXT_OK = 0, TEXT_NO_MEMORY = 7, TEXT_TOO_LONG = 18, TEXT_COLOCATED = 1 };
typedef int text_token_fn(void *context, int flags, const char *term, int length, int start, int end);

/* Calls `on_token` for each term of `text`, in order:
 *   words, folded, and, colocated and marked, their stems in `language` unless they are words of grammar, and
 *   how they are written where accents or, as in C++, .NET and AT&T, symbols tell them from others;
 *   words with hyphens part by part, and joined, colocated with the first part; after a prefix such as co-
 *   joined, the parts colocated;
 *   ordinals such as 44th and their number, colocated;
 *   Han, kana, Thai and its like, and Hangul as overlapping bigrams of grapheme clusters, and the last
 *   cluster of a run alone; with the latter, marked, the bigram that spans one space between two Hangul
 * words. `text` should be valid UTF-8; an invalid byte separates words. Nothing is allocated for a term.
 * Needs text.length <= INT_MAX; longer text gives TEXT_TOO_LONG. */
int text_analyse(text_analyser *analyser, text_language language, sse_str text, void *context,
                 text_token_fn *on_token);

/* A variant of a word of a query: one way in which an index may hold it. */
typedef struct text_variant {
  sse_str phrase;    /* terms with spaces between them, which have to stand one after the other; borrowed */
  size_t start, end; /* bytes of the query that the word is */
  bool is_first;     /* of its word: as it is written */
  bool is_derived;   /* not written so: a stem, another spacing, without a particle */
  bool is_prefix;    /* the last term needs only to begin so */
  bool is_part;      /* of a run without spaces or a chain, which was given as a whole before */
  bool is_pair;      /* such a part of two signs, of which the second is the first of the next one */
  bool first_counts, second_counts; /* of a pair: the sign is in no word of grammar of its script */
  sse_str last_sign;                /* of a word of such signs: the term that ends it in a text; borrowed */
  bool is_capitals;                 /* typed in capital letters, two or more: UN, not un */
  bool is_capital;                  /* typed with one at its beginning */
} text_variant;

/* Receives one variant; a status other than SSE_OK ends the analysis and becomes its result. */
typedef sse_status text_variant_fn(void *context, const text_variant *variant, sse_error *err);

/* Calls `on_variant` for each variant of each word of the query `text`, whose language is not known: the word
 * may be of any of `languages`. The first variant of a word is the written one. After all words come the
 * parts of runs without spaces and of chains, each as a word of its own that starts where the whole does. */
sse_status text_variants(text_analyser *analyser, text_languages languages, sse_str text, void *context,
                         text_variant_fn *on_variant, sse_error *err);
/* The same without parts, and for no language. */
sse_status text_whole_variants(text_analyser *analyser, sse_str text, void *context,
                               text_variant_fn *on_variant, sse_error *err);

/* ---- Compounds ---------------------------------------------------------------------------- */

/* True for a language that writes several words as one, as German does. */
bool text_has_compounds(text_language language);

/* True for a folded word that may be a part of compounds: it is long enough, and none of grammar. */
bool text_may_be_part(text_language language, sse_str word);

/* Tells whether a folded word is known, as it is written, or that of a stem; the term is that of either. */
typedef sse_status text_known_fn(void *context, sse_str term, bool *is_known, sse_error *err);

enum { TEXT_COMPOUND_PARTS_MOST = 4, TEXT_COMPOUND_SHORTEST = 8 }; /* bytes of a compound */

/* The known words that a folded word is made of, in order, without what links them: parts of `word`, of which
 * all but the last may want an e, and the last may be a form of the known word that is its stem. Of two ways
 * to split it, the one with the longer last part. `*count` is 0 where there is none. Errors: what is_known
 * gives. */
sse_status text_compound_parts(text_analyser *analyser, text_language language, sse_str word, void *context,
                               text_known_fn *is_known, sse_str parts[TEXT_COMPOUND_PARTS_MOST],
                               size_t *count, sse_error *err);

/* The term of the stem of a folded word, borrowed until the analyser is used again; empty for none. */
sse_str text_stem(text_analyser *analyser, text_language language, sse_str word);

/* ---- Parts of terms ----------------------------------------------------------------------- */

enum { TEXT_GRAMS_MOST = TEXT_WORD_LONGEST };

/* A part of a term, by a hash. */
typedef struct text_gram {
  uint64_t key;
  bool is_sign; /* one cluster of a script without spaces between words, or of Hangul */
} text_gram;

/* The parts of a term of text_analyse: all runs of four code points of a word with a border before and one
 * after it, a shorter word whole; the first cluster of a bigram. None of what is not written so, as stems.
 * Returns how many there are. */
size_t text_grams(sse_str term, text_gram grams[TEXT_GRAMS_MOST]);

/* The key of a term as a whole, stem or word, among those of parts. */
uint64_t text_term_key(sse_str term);

/* ---- Synonyms ----------------------------------------------------------------------------- */

typedef struct text_synonyms text_synonyms;

/* The rules of the set that ships with the program. */
sse_str text_synonyms_builtin(void);

/* Reads `rules` (valid UTF-8): one a line, in Solr's format, "a, b c" or "a => b, c"; # begins a comment, and
 * a backslash takes a comma's meaning. `name` is that of the file, for messages. `*synonyms` is the caller's
 * to free. Errors: SSE_INVALID, SSE_NO_MEMORY. */
sse_status text_synonyms_new(text_analyser *analyser, sse_str rules, const char *name,
                             text_synonyms **synonyms, sse_error *err);
void text_synonyms_free(text_synonyms *synonyms);

/* Where a mark of that format, "," or "=>", stands from `start` on without a backslash before it; line.length
 * for nowhere. */
size_t text_synonyms_mark(sse_str line, size_t start, const char *mark);

/* The words of the longest entry that has synonyms; 0 for NULL. */
size_t text_synonyms_longest(const text_synonyms *synonyms);

/* Receives a synonym: terms that have to stand one after the other, with spaces between, borrowed. */
typedef sse_status text_synonym_fn(void *context, sse_str phrase, sse_error *err);

/* Calls `on_synonym` for each synonym of `key`, the first variants of one or more words with spaces between;
 * some may come twice. NULL has none. Errors: what on_synonym gives. */
sse_status text_synonyms_each(const text_synonyms *synonyms, sse_str key, void *context,
                              text_synonym_fn *on_synonym, sse_error *err);

/* ---- Terms made beforehand --------------------------------------------------------------- */

/* Appends the terms of a document, made beforehand, to be given to FTS5 in place of its text: those of
 * text_analyse, of which a table with `stem 0` passes over the stems. Errors: SSE_TOO_LARGE, SSE_NO_MEMORY.
 */
sse_status text_terms(text_analyser *analyser, text_language language, sse_str text, sse_buffer *terms,
                      sse_error *err);
/* True for such terms, false for a text. */
bool text_are_terms(sse_str document);
/* Reads the terms back, one by one; `*position` is 0 for the first, `*flags` as with text_token_fn. False at
 * the end. */
bool text_terms_next(sse_str terms, size_t *position, int *flags, sse_str *term);

#endif
