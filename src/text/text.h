/* From bytes to terms: what the room text/ offers to the others. Bytes of any kind become valid UTF-8 in NFC
 * (text_clean). Such text becomes the terms an index holds, each with the source bytes it came from
 * (text_analyse); a query becomes the variants of its words that an index may hold (text_variants). */
#ifndef SSE_TEXT_H
#define SSE_TEXT_H

#include "base/buffer.h"
#include "base/status.h"
#include "base/str.h"

#include <stdint.h>

enum {
  TEXT_WORD_LONGEST = 128, /* code points of a word that count for its term; the rest is ignored */
  TEXT_TERM_SIZE = 1024,   /* bytes that any term fits in */
  TEXT_CHARACTER_SIZE = TEXT_TERM_SIZE / 4, /* bytes that the term of one cluster of a dense run fits in */
  TEXT_STEM_MARK = 1,   /* the first byte of a term that is not a folded word, such as a stem */
  TEXT_STEM_HEAD = 2,   /* bytes before a stem: the mark, and a letter for the language */
  TEXT_SEPARATOR = 30,  /* the character between the entries of a list, which no phrase crosses */
  TEXT_WRITTEN_MARK = 2 /* the second byte of a term that holds a word as it is written */
};

/* Appends `bytes` to `out` as valid UTF-8 in Normalization Form C (Unicode Standard Annex #15). Each byte
 * that is not part of a valid sequence becomes U+FFFD and adds one to `*repaired`. A byte order mark at the
 * beginning is dropped. Errors: SSE_NO_MEMORY. */
sse_status text_clean(sse_str bytes, sse_buffer *out, size_t *repaired, sse_error *err);

/* Writes the folded form of `word` (valid UTF-8) to `out`: NFKC with case folding, without default-ignorable
 * code points (UAX #44) and without the accents and vowel points of alphabets. Letters such as œ become oe,
 * Chinese characters their simplified forms,
 * decimal digits of all scripts 0 to 9, and characters that are not part of a word are dropped, except the
 * point of a number. Returns the length, 0 if nothing is left. Reads at most TEXT_WORD_LONGEST code points.
 * Folding is idempotent. */
size_t text_fold(sse_str word, char out[TEXT_TERM_SIZE]);

/* Like text_fold, but keeps accents and replaces no letters: the form that stemmers of French or Spanish
 * need, and that shows how a word was typed. */
size_t text_lower(sse_str word, char out[TEXT_TERM_SIZE]);

/* Writes the term for a word as it is written, if that differs from its folded form by more than case, as
 * with accents: `source` is the word and `folded` its term. Returns the length, 0 if there is no such
 * difference. */
size_t text_written(sse_str source, sse_str folded, char out[TEXT_TERM_SIZE]);
/* The common prefix of all such terms of one folded word; returns 0 if `folded` is not a word. */
size_t text_written_prefix(sse_str folded, char out[TEXT_TERM_SIZE]);

/* True if `text` (valid UTF-8) begins with a capital letter. */
bool text_is_capital(sse_str text);

/* True for a text in capitals that is more than acronyms: it has no small letter, and a word of it is longer
 * than acronyms are, or it has several words, one of which is long. */
bool text_is_shouted(sse_str text);

/* True if `text` (valid UTF-8) begins with a character of a script without spaces between words, or of
 * Hangul. */
bool text_is_dense(sse_str text);

/* The number of code points in `text` (valid UTF-8). */
size_t text_length(sse_str text);

/* The first `most` code points of `text` (valid UTF-8). Returns their number, `most` + 1 if there are
 * more. */
size_t text_codes(sse_str text, int32_t *codes, size_t most);

/* The end of the grapheme cluster (UAX #29) of `text` that begins at `start`; needs start < text.length. */
size_t text_cluster_end(sse_str text, size_t start);

/* ---- The analyser -------------------------------------------------------------------------- */

/* The stemmers and whatever else analysis needs; for one thread at a time. */
typedef struct text_analyser text_analyser;

/* The caller frees `*analyser`. Errors: SSE_NO_MEMORY. */
sse_status text_analyser_new(text_analyser **analyser, sse_error *err);
void text_analyser_free(text_analyser *analyser);

enum { TEXT_VERSION_SIZE = 64 };

/* A line that identifies the terms this analyser makes: analysers with equal lines make equal terms. It names
 * our rules and Unicode's version, and has a checksum of the terms of sample texts, which changes with the
 * stemmers. Errors: SSE_NO_MEMORY. */
sse_status text_analyser_version(text_analyser *analyser, char out[TEXT_VERSION_SIZE], sse_error *err);

/* ---- Languages ---------------------------------------------------------------------------- */

/* A language with stems; TEXT_NO_LANGUAGE for any other. Below 32, so that a set is a bit mask. */
typedef unsigned char text_language;
enum { TEXT_NO_LANGUAGE = 0 };
typedef uint32_t text_languages; /* 1 << language */

/* True if `tag` has the form of a BCP 47 tag (RFC 5646, 2.1): ASCII letters and digits, at most eight between
 * hyphens, letters first; at most 35 bytes (4.4.1). */
bool text_is_language_tag(sse_str tag);

/* The language of a BCP 47 tag: "fr", "pt-BR". */
text_language text_language_of(sse_str tag);
/* The tag of a language; "" for TEXT_NO_LANGUAGE. */
const char *text_language_tag(text_language language);

/* The BCP 47 tag, a constant, of the language that `text` is most likely written in, by its script and its
 * first hundred words. Empty if that is not clear. */
sse_str text_detect(text_analyser *analyser, sse_str text);

/* True for a folded word that is an article, a preposition or the like in one of `languages` and means
 * nothing in the others. These are a few of each language, for words whose language is not known. */
bool text_is_stop_word(const text_analyser *analyser, sse_str term, text_languages languages);

/* The languages in which a folded word is a stop word, by the full lists, which include words that mean
 * something in other languages, such as war. All of them for a word of a language without stems, which its
 * script identifies. */
text_languages text_stop_word_languages(sse_str term);
/* The same for a word with its accents and tones, as text_lower writes it: mà is a stop word in Vietnamese,
 * mã is not. */
text_languages text_stop_word_languages_typed(sse_str word);
/* The full lists, in the format that stopwords.c describes. */
sse_str text_stop_words(void);

/* ---- Terms -------------------------------------------------------------------------------- */

/* True for a term that is the stem of words in one language. */
bool text_is_stem(sse_str term);
/* The language of a stem; TEXT_NO_LANGUAGE for any other term. */
text_language text_stem_language(sse_str term);

/* Receives one term: `length` bytes at `term`, borrowed for the call, made from the bytes `start` up to `end`
 * of the text, which are whole grapheme clusters. `flags` is TEXT_COLOCATED for a term at the position of the
 * one before. A result other than TEXT_OK ends the analysis and becomes its result. The signature and the
 * numbers are those of FTS5's xToken, so that one can be passed as the other. */
enum { TEXT_OK = 0, TEXT_NO_MEMORY = 7, TEXT_TOO_LONG = 18, TEXT_COLOCATED = 1 };
typedef int text_token_fn(void *context, int flags, const char *term, int length, int start, int end);

/* Calls `on_token` for each term of `text`, in order:
 *   words, folded; colocated with them and marked, their stems in `language`, except for stop words, and the
 *   written form of words with accents or, like C++, .NET and AT&T, with symbols;
 *   words with hyphens part by part, and joined, colocated with the first part; after a prefix such as co-
 *   joined, with the parts colocated;
 *   ordinals such as 44th, and their number, colocated;
 *   Han, kana, Thai and similar scripts, and Hangul as overlapping bigrams of grapheme clusters, and the last
 *   cluster of a run alone; for Hangul also, marked, the bigram that spans one space between two words.
 * `text` should be valid UTF-8; an invalid byte separates words. No allocation is made per term. Needs
 * text.length <= INT_MAX; returns TEXT_TOO_LONG for longer text. */
int text_analyse(text_analyser *analyser, text_language language, sse_str text, void *context,
                 text_token_fn *on_token);

/* A variant of a word of a query: one way in which an index may hold it. */
typedef struct text_variant {
  sse_str phrase;    /* terms separated by spaces, which must be consecutive; borrowed */
  size_t start, end; /* the bytes of the query that the word takes up */
  bool is_first;     /* the first variant of its word: as it is written */
  bool is_derived;   /* not as it is written: a stem, other spacing, without a particle */
  bool is_prefix;    /* the last term is a prefix */
  bool is_part;      /* a part of a dense run or a chain, which was reported as a whole before */
  bool is_pair;      /* a part that is a bigram; its second cluster is the first of the next one */
  bool is_particle;  /* joined to the word before it, in another script, as 는 is in ILO는: grammar */
  bool first_counts, second_counts; /* of a pair: the cluster is in no stop word of its script */
  sse_str last_character;           /* of a dense word: the term that ends it in a text; borrowed */
  bool is_capitals;                 /* typed in capital letters, two or more: UN, not un */
  bool is_capital;                  /* typed with a capital letter at its beginning */
} text_variant;

/* Receives one variant; a status other than SSE_OK ends the analysis and becomes its result. */
typedef sse_status text_variant_fn(void *context, const text_variant *variant, sse_error *err);

/* Calls `on_variant` for each variant of each word of the query `text`, whose language is not known: a word
 * may be of any of `languages`. The first variant of a word is the written one. After all words come the
 * parts of dense runs and of chains, each as a separate word that starts where the whole does. */
sse_status text_variants(text_analyser *analyser, text_languages languages, sse_str text, void *context,
                         text_variant_fn *on_variant, sse_error *err);
/* Like text_variants, but without parts and for no language. */
sse_status text_whole_variants(text_analyser *analyser, sse_str text, void *context,
                               text_variant_fn *on_variant, sse_error *err);

/* ---- Compounds ---------------------------------------------------------------------------- */

/* True for a language that writes several words as one, such as German. */
bool text_has_compounds(text_language language);

/* True for a folded word that may be a part of compounds: it is long enough, and not a stop word. */
bool text_may_be_part(text_language language, sse_str word);

/* Sets `*is_known` if a word is known. `term` is that of the folded word, or of a stem. */
typedef sse_status text_known_fn(void *context, sse_str term, bool *is_known, sse_error *err);

enum { TEXT_COMPOUND_PARTS_MOST = 4, TEXT_COMPOUND_SHORTEST = 8 }; /* bytes of a compound */

/* Splits a folded word into the known words it is made of, in order and without the letters that link them.
 * They are parts of `word`; each but the last may lack a final e, and the last may be a form of a known word
 * that is its stem. Of two ways to split it, the one with the longer last part is taken. `*count` is 0 if
 * there is none. Errors: those of is_known. */
sse_status text_compound_parts(text_analyser *analyser, text_language language, sse_str word, void *context,
                               text_known_fn *is_known, sse_str parts[TEXT_COMPOUND_PARTS_MOST],
                               size_t *count, sse_error *err);

/* The term of the stem of a folded word, borrowed until the analyser is used again; empty if there is
 * none. */
sse_str text_stem(text_analyser *analyser, text_language language, sse_str word);

/* ---- Parts of terms ----------------------------------------------------------------------- */

enum { TEXT_GRAMS_MOST = TEXT_WORD_LONGEST };

/* A part of a term, as a hash. */
typedef struct text_gram {
  uint64_t key;
  bool is_character; /* one cluster of a script without spaces between words, or of Hangul */
} text_gram;

/* The parts of a term of text_analyse: all runs of four code points of a word with a boundary added at either
 * end, or a shorter word as a whole; for a bigram, its first cluster. Marked terms, such as stems, have none.
 * Returns the number of parts. */
size_t text_grams(sse_str term, text_gram grams[TEXT_GRAMS_MOST]);

/* The key of a whole term, stem or word; it shares its range with the keys of parts. */
uint64_t text_term_key(sse_str term);

/* ---- Synonyms ----------------------------------------------------------------------------- */

typedef struct text_synonyms text_synonyms;

/* The rules of the set that comes with the program. */
sse_str text_synonyms_builtin(void);

/* Reads `rules` (valid UTF-8) in Solr's format, one a line: "a, b c" or "a => b, c". # begins a comment, and
 * a backslash escapes a comma. `name` is the file's name, for messages. The caller frees `*synonyms`. Errors:
 * SSE_INVALID, SSE_NO_MEMORY. */
sse_status text_synonyms_new(text_analyser *analyser, sse_str rules, const char *name,
                             text_synonyms **synonyms, sse_error *err);
void text_synonyms_free(text_synonyms *synonyms);

/* The place of the next unescaped mark of that format, "," or "=>", from `start`; line.length if there is
 * none. */
size_t text_synonyms_mark(sse_str line, size_t start, const char *mark);

/* The number of words of the longest entry that has synonyms; 0 for NULL. */
size_t text_synonyms_longest(const text_synonyms *synonyms);

/* Receives a synonym: terms separated by spaces, which must be consecutive; borrowed. */
typedef sse_status text_synonym_fn(void *context, sse_str phrase, sse_error *err);

/* Calls `on_synonym` for each synonym of `key`, which is the first variants of one or more words, separated
 * by spaces. Some may come twice; NULL has none. Errors: those of on_synonym. */
sse_status text_synonyms_each(const text_synonyms *synonyms, sse_str key, void *context,
                              text_synonym_fn *on_synonym, sse_error *err);

/* ---- Terms made in advance --------------------------------------------------------------- */

/* Appends the terms of a document, which are given to FTS5 instead of its text: those of text_analyse. A
 * table with `stem 0` skips the stems among them. Errors: SSE_TOO_LARGE, SSE_NO_MEMORY. */
sse_status text_terms(text_analyser *analyser, text_language language, sse_str text, sse_buffer *terms,
                      sse_error *err);
/* True for such terms, false for a text. */
bool text_are_terms(sse_str document);
/* Reads the terms back, one by one. `*position` is 0 for the first; `*flags` is as for text_token_fn. Returns
 * false at the end. */
bool text_terms_next(sse_str terms, size_t *position, int *flags, sse_str *term);

#endif
