/* Private to serve/: the words of the pages, in the languages they speak.
 * A text may hold {}, which is a place for a value. */
#ifndef SSE_SERVE_WORDS_H
#define SSE_SERVE_WORDS_H

#include <stdio.h>

typedef enum words_language { WORDS_EN, WORDS_FR, WORDS_ES, WORDS_KO, WORDS_LANGUAGES } words_language;

typedef enum words_text {
  WORDS_SEARCH,
  WORDS_SEARCH_LABEL,
  WORDS_KEYS, /* what they do */
  WORDS_SKIP,
  WORDS_RESULTS,
  WORDS_NARROW,
  WORDS_ONE_ITEM,
  WORDS_ITEMS,      /* {} */
  WORDS_MORE_ITEMS, /* {} */
  WORDS_LATEST,     /* {} */
  WORDS_NOTHING,
  WORDS_SOME_WORDS,
  WORDS_NO_WORDS,
  WORDS_DID_YOU_MEAN,
  WORDS_SORT,
  WORDS_RELEVANCE,
  WORDS_NEWEST,
  WORDS_OLDEST,
  WORDS_TIMELINE,
  WORDS_YEAR,
  WORDS_MONTH,
  WORDS_SOURCE,
  WORDS_LANGUAGE,
  WORDS_REMOVE, /* {} */
  WORDS_PAGES,
  WORDS_PREVIOUS,
  WORDS_NEXT,
  WORDS_PAGE,    /* {} */
  WORDS_DETAILS, /* {} */
  WORDS_MORE_LIKE,
  WORDS_ORIGINAL,
  WORDS_SIMILAR,
  WORDS_FEED,
  WORDS_BACK,
  WORDS_NOT_FOUND,
  WORDS_TOO_SLOW,
  WORDS_TROUBLE,
  WORDS_BAD_ADDRESS, /* {} */
  WORDS_TEXTS
} words_text;

/* The language of a page for who sends that Accept-Language (RFC 9110, 12.5.4); English by default. NULL is
 * allowed. */
words_language words_choose(const char *accept);
const char *words_tag(words_language language);
const char *words_of(words_language language, words_text text);

/* The name of a language in itself, by its tag; the tag where it is not known. */
const char *words_language_name(const char *tag);

/* Writes a text escaped for HTML, with `value` in its place. */
void words_put(FILE *out, words_language language, words_text text, const char *value);
void words_put_number(FILE *out, words_language language, words_text text, size_t number);

#endif
