/* The catalogue: the text that people read around results, in each language.
 * A message may hold {}, a place for a value. A message that counts has one form per plural form of its
 * language, separated by |, if they differ. New messages are named here and get a line in each file of
 * messages/. Errors and output for scripts are not in the catalogue: they are always English. */
#ifndef SSE_RENDER_MESSAGES_H
#define SSE_RENDER_MESSAGES_H

#include "base/buffer.h"
#include "render/languages.h"

typedef enum messages_id {
  MESSAGE_SEARCH,
  MESSAGE_SEARCH_LABEL,
  MESSAGE_KEYS, /* what the keyboard shortcuts do */
  MESSAGE_SKIP,
  MESSAGE_RESULTS,
  MESSAGE_NARROW,
  MESSAGE_ITEMS,      /* {} is the number, as in all messages that count */
  MESSAGE_MORE_ITEMS, /* {} */
  MESSAGE_LATEST,     /* {} */
  MESSAGE_PUBLISHERS, /* {}, on the first page */
  MESSAGE_SINCE,      /* {} is a year */
  MESSAGE_LAST_RUN,   /* {} is a date */
  MESSAGE_UI_LANGUAGE,
  MESSAGE_NOTHING,
  MESSAGE_NONE_BUT_SOME,      /* {} */
  MESSAGE_NONE_BUT_MORE_SOME, /* {} */
  MESSAGE_EVERY_WORD,         /* {}; followed by a comma and one of the next two */
  MESSAGE_AND_SOME,           /* {} */
  MESSAGE_AND_MORE_SOME,      /* {} */
  MESSAGE_WITH_SOME,          /* a heading above those items */
  MESSAGE_QUERY_CUT,          /* {} */
  MESSAGE_NOTE_TOO_LONG,      /* here and in the other notes, {1} and {2} are the values of query_note */
  MESSAGE_NOTE_EMPTY_WORD,
  MESSAGE_NOTE_UNKNOWN_FIELD,
  MESSAGE_NOTE_EMPTY_OPERATOR,
  MESSAGE_NOTE_EMPTY_FIELD,
  MESSAGE_NOTE_EXACT_STAR,
  MESSAGE_NOTE_TOO_DEEP,
  MESSAGE_NOTE_UNCLOSED_PARENTHESIS,
  MESSAGE_NOTE_UNOPENED_PARENTHESIS,
  MESSAGE_NOTE_UNCLOSED_QUOTE,
  MESSAGE_NOTE_PHRASES_NOT_REQUIRED,
  MESSAGE_NOTE_PATTERN_UNSPACED,
  MESSAGE_NOTE_PATTERN_CUT,
  MESSAGE_NOTE_DATE_OFFERED,
  MESSAGE_NOTE_UNKNOWN_VALUE,
  MESSAGE_NOTE_UNREADABLE_DATE,
  MESSAGE_NOTE_REVERSED_DATES,
  MESSAGE_NOTE_UNREADABLE_FILTER,
  MESSAGE_NOTE_UNKNOWN_SAVED,
  MESSAGE_NOTE_SAVED_CIRCLE,
  MESSAGE_NOTE_SAVED_TOO_DEEP,
  MESSAGE_NOTE_SAVED_TOO_LARGE,
  MESSAGE_NOTE_NO_THESAURUS,
  MESSAGE_NOTE_UNKNOWN_CONCEPT,
  MESSAGE_NOTE_NARROWER_CUT,
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
  MESSAGE_GROUP,
  MESSAGE_ARCHIVE,
  MESSAGE_AUTHORS,
  MESSAGE_DATE,
  MESSAGE_TAGS,
  MESSAGE_ADDRESS,
  MESSAGE_ARCHIVED, /* an archived copy, at another address */
  MESSAGE_LINE,
  MESSAGE_ID,
  MESSAGE_FIELD,         /* {} is the field's name; its value follows */
  MESSAGE_DECIMAL_POINT, /* in numbers */
  MESSAGE_OTHERS,        /* {}, at the end of a list */
  MESSAGE_NEW_ITEMS,     /* {}; in the subject of a mail */
  MESSAGE_ABOUT,         /* {} is a query or a name; follows the number of items */
  MESSAGE_REST,          /* {} */
  MESSAGE_REST_AT_LEAST, /* {} */
  MESSAGE_STORIES,       /* {}; follows the number of items */
  MESSAGE_ALSO,          /* {}: publishers that have a copy of an item */
  MESSAGE_ALSO_IN,       /* {}: languages of its translations */
  MESSAGE_BROADER,       /* concepts of a thesaurus that are broader */
  MESSAGE_NARROWER,
  MESSAGE_REMOVE, /* {} */
  MESSAGE_PAGES,
  MESSAGE_PREVIOUS,
  MESSAGE_NEXT,
  MESSAGE_PAGE,      /* {} */
  MESSAGE_PAST_LAST, /* {} pages */
  MESSAGE_DETAILS,   /* {} */
  MESSAGE_MORE_LIKE,
  MESSAGE_ORIGINAL,
  MESSAGE_READ_AT, /* {} is the host */
  MESSAGE_BACK_TO_RESULTS,
  MESSAGE_PREVIOUS_ITEM,
  MESSAGE_NEXT_ITEM,
  MESSAGE_MARKS, /* a choice: whether the query's words are marked */
  MESSAGE_CITE,
  MESSAGE_PLAIN_TEXT,
  MESSAGE_SHARE,
  MESSAGE_COPY_LINK,
  MESSAGE_COPIED,
  MESSAGE_BY_MAIL,
  MESSAGE_SIMILAR,
  MESSAGE_FEED,
  MESSAGE_BACK,
  MESSAGE_NOT_FOUND,
  MESSAGE_TOO_SLOW,
  MESSAGE_TROUBLE,
  MESSAGE_BAD_ADDRESS,
  MESSAGE_ONLY_READ,    /* the answer to any method other than GET, */
  MESSAGE_NOTHING_SENT, /* or to a request with a body */
  MESSAGE_LONG_ADDRESS,
  MESSAGE_LONG_QUERY, /* {} */
  MESSAGE_LONG_HEADERS,
  MESSAGE_FAULT_GIVEN_TWICE, /* what is wrong with a parameter; {1} is its name */
  MESSAGE_FAULT_VALUES,
  MESSAGE_FAULT_CHARACTERS,
  MESSAGE_FAULT_NUMBER,
  MESSAGE_FAULT_CHOICE,
  MESSAGE_FAULT_DATE,
  MESSAGE_FAULT_PARAMETER,
  MESSAGE_GUIDE, /* to the query language; the next ones say what an example finds */
  MESSAGE_GUIDE_WORDS,
  MESSAGE_GUIDE_PHRASE,
  MESSAGE_GUIDE_REQUIRED,
  MESSAGE_GUIDE_WITHOUT,
  MESSAGE_GUIDE_EITHER,
  MESSAGE_GUIDE_BEGINNING,
  MESSAGE_GUIDE_NEAR,
  MESSAGE_GUIDE_EXACT,
  MESSAGE_GUIDE_FIELDS,
  MESSAGE_GUIDE_FILTERS,
  MESSAGE_GUIDE_DATES,
  MESSAGE_GUIDE_HAS,
  MESSAGE_FILTERS,
  MESSAGE_CLEAR_ALL,
  MESSAGE_APPLY,
  MESSAGE_SHOW_RESULTS,
  MESSAGE_MORE_VALUES,  /* {}, of a filter */
  MESSAGE_FIND_VALUE,   /* find a filter's value by some of its letters */
  MESSAGE_VALUES_SHOWN, /* {}: those that have them */
  MESSAGE_FROM,         /* a day */
  MESSAGE_TO,           /* another day */
  MESSAGE_PER_PAGE,     /* items */
  MESSAGE_OF_PAGES,     /* {}; follows MESSAGE_PAGE */
  MESSAGE_ORIGINAL_AT,  /* {} is a host */
  MESSAGE_NOTHING_FOR,  /* {} is a query */
  MESSAGE_RESULTS_FOR,  /* followed by the query */
  MESSAGE_LESS,         /* followed by one of the next three */
  MESSAGE_WITHOUT,      /* {} is a word or the value of a filter */
  MESSAGE_WITHOUT_FILTERS,
  MESSAGE_WITH_ANY, /* of the words */
  MESSAGE_FAILED,
  MESSAGE_OFFLINE,
  MESSAGE_COMPLETIONS,
  MESSAGE_HEADLINE,
  MESSAGE_USE_KEYS,
  MESSAGES
} messages_id;

/* The whole message, with all its forms if it counts. No message needs escaping in HTML. */
const char *messages_of(messages_language language, messages_id id);
/* Splits a message at its place, in the form for `count`. If it has no place, returns false with the whole in
 * `*before`: Arabic, for example, has words for none, one and two of a thing. */
bool messages_split(messages_language language, messages_id id, size_t count, sse_str *before,
                    sse_str *after);

/* Write or append a message whose place, if it has one, takes a number. */
void messages_put(FILE *out, messages_language language, messages_id id);
void messages_put_count(FILE *out, messages_language language, messages_id id, size_t count);
void messages_append_count(sse_buffer *out, messages_language language, messages_id id, size_t count);

#endif
