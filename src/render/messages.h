/* The catalogue: what people read around results, in English, French, Spanish and Korean.
 * A message may hold {}, which is a place for a value.
 * Errors and what scripts read are not in it: those are English everywhere. */
#ifndef SSE_RENDER_MESSAGES_H
#define SSE_RENDER_MESSAGES_H

#include <stdio.h>

typedef enum messages_language {
  MESSAGES_EN,
  MESSAGES_FR,
  MESSAGES_ES,
  MESSAGES_KO,
  MESSAGES_LANGUAGES
} messages_language;

typedef enum messages_id {
  MESSAGE_SEARCH,
  MESSAGE_SEARCH_LABEL,
  MESSAGE_KEYS, /* what they do */
  MESSAGE_SKIP,
  MESSAGE_RESULTS,
  MESSAGE_NARROW,
  MESSAGE_ONE_ITEM,
  MESSAGE_ITEMS,      /* {} */
  MESSAGE_MORE_ITEMS, /* {} */
  MESSAGE_LATEST,     /* {} */
  MESSAGE_NOTHING,
  MESSAGE_SOME_WORDS,
  MESSAGE_NO_WORDS,
  MESSAGE_DID_YOU_MEAN,
  MESSAGE_SORT,
  MESSAGE_RELEVANCE,
  MESSAGE_NEWEST,
  MESSAGE_OLDEST,
  MESSAGE_TIMELINE,
  MESSAGE_YEAR,
  MESSAGE_MONTH,
  MESSAGE_SOURCE,
  MESSAGE_LANGUAGE,
  MESSAGE_REMOVE, /* {} */
  MESSAGE_PAGES,
  MESSAGE_PREVIOUS,
  MESSAGE_NEXT,
  MESSAGE_PAGE,    /* {} */
  MESSAGE_DETAILS, /* {} */
  MESSAGE_MORE_LIKE,
  MESSAGE_ORIGINAL,
  MESSAGE_SIMILAR,
  MESSAGE_FEED,
  MESSAGE_BACK,
  MESSAGE_NOT_FOUND,
  MESSAGE_TOO_SLOW,
  MESSAGE_TROUBLE,
  MESSAGE_BAD_ADDRESS, /* {} */
  MESSAGES
} messages_id;

/* The language of a page for who sends that Accept-Language (RFC 9110, 12.5.4); English by default. NULL is
 * allowed. */
messages_language messages_choose(const char *accept);
const char *messages_tag(messages_language language);
const char *messages_of(messages_language language, messages_id text);

/* The name of a language in itself, by its tag; the tag where it is not known. */
const char *messages_language_name(const char *tag);

/* Writes a text escaped for HTML, with `value` in its place. */
void messages_put(FILE *out, messages_language language, messages_id text, const char *value);
void messages_put_number(FILE *out, messages_language language, messages_id text, size_t number);

#endif
