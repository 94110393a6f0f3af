/* Private to web/: what a request asks for, read from its parameters, and written back as a link.
 * This is the only description of a search; pages, the API, feeds and links are made from it.
 * Parameters may be any bytes; what is kept is valid UTF-8 and within the limits below. */
#ifndef SSE_WEB_REQUEST_H
#define SSE_WEB_REQUEST_H

#include "render/render.h"
#include "search/search.h"

enum {
  REQUEST_QUERY_LONGEST = 1000, /* characters of any script */
  REQUEST_VALUE_LONGEST = 500,  /* characters of other parameters */
  REQUEST_LIMIT = 10,           /* items of a page, by default */
  REQUEST_LIMIT_MOST = 100,     /* at most */
  REQUEST_OFFSET_MOST = 10000,
  REQUEST_PAGES = REQUEST_OFFSET_MOST / REQUEST_LIMIT + 1,
  REQUEST_CURSOR_LONGEST = 4000, /* characters: it is an id or a cursor */
  REQUEST_MARK_LONGEST = 100,    /* characters of what marks a match */
  REQUEST_FACET_MOST = 1000      /* values of a facet */
};

/* Parameters that are text; NULL is the same as empty. Those that may be given several times match if any of
 * their values does; the text has one value per line. */
typedef enum request_text {
  REQUEST_ID, /* the id of an item; the first parameter of links */
  REQUEST_Q,
  REQUEST_DATE,    /* 2023, 2023-07, 2023-06..2023-08 */
  REQUEST_SOURCE,  /* a whole name, as facets have it */
  REQUEST_LANG,    /* a language tag, as facets have it */
  REQUEST_TAG,     /* the name of a tag */
  REQUEST_ARCHIVE, /* the name of one of several archives */
  REQUEST_FORMAT,
  REQUEST_FIELDS,      /* fields of items, separated by commas; the last parameter of links */
  REQUEST_KINDS,       /* kinds of completions, separated by commas */
  REQUEST_SIMILAR,     /* the id of an item to find similar ones of */
  REQUEST_FACET,       /* names of facets; may be given several times */
  REQUEST_FACET_QUERY, /* the beginning of a word in their values */
  REQUEST_CURSOR,      /* where a list continues */
  REQUEST_PRE,         /* what precedes a match */
  REQUEST_POST,        /* what follows a match */
  REQUEST_TEXTS
} request_text;

/* The other parameters; with those above, these are all. */
enum {
  REQUEST_SORT = REQUEST_TEXTS,
  REQUEST_MATCH,
  REQUEST_ITEMS, /* limit */
  REQUEST_FIRST, /* offset */
  REQUEST_PAGE,
  REQUEST_FACETS,
  REQUEST_GROUP,
  REQUEST_TYPING,
  REQUEST_EXPLAIN,
  REQUEST_UI,   /* the language of the page */
  REQUEST_FROM, /* the first and the last day in a form, which become the date */
  REQUEST_TO,
  REQUEST_HIGHLIGHT,
  REQUEST_OFFSETS,
  REQUEST_FACET_LIMIT,
  REQUEST_PARAMETERS
};

/* A set of parameters is an or of these. */
#define REQUEST_BIT(which) (1U << (which))

/* The parameters that are filters. */
enum { REQUEST_FILTERS = 5 };
extern const request_text request_filter_texts[REQUEST_FILTERS];

struct request {
  char *texts[REQUEST_TEXTS]; /* owned by the request, unless this is a shallow copy */
  size_t limit, offset;
  search_sort sort;
  search_match match;
  unsigned given;           /* the set of parameters that were given */
  bool has_sort, has_match; /* were given, or are to be in links */
  bool has_limit;           /* is to be in links: the reader has chosen the size of pages */
  char from[SSE_DATE_SIZE], to[SSE_DATE_SIZE];
  char *date; /* the date that was given besides `from` and `to`; owned by the request */
  bool facets, explain;
  bool highlight;             /* also include texts with their matches marked */
  render_offsets offsets;     /* the unit in which matches are counted */
  size_t facet_limit;         /* 0: all values */
  bool typing;                /* the query is still being typed */
  bool stories;               /* the best one of several items of a story stands for all */
  bool has_field;             /* an unknown parameter has the name of a field of queries */
  char unknown[40];           /* the name of an unknown parameter; "" for none */
  query_notes faults;         /* why parameters were refused, in order */
  messages_language language; /* of the page */
  bool has_language;          /* it was given by a parameter, and is to be in links */
};

void request_init(struct request *request);
void request_reset(struct request *request);

/* Reads one parameter, or notes that its name is unknown. Errors: SSE_INVALID and SSE_TOO_LARGE, with a
 * message that names it and is also the last of `faults`; SSE_NO_MEMORY. */
sse_status request_take(struct request *request, const char *name, const char *value, sse_error *err);

/* The name of a parameter, which is a request_text or one of the others. */
const char *request_name_of(unsigned which);
/* Returns false if a value is too long for a parameter: no link can have it. */
bool request_may_be(request_text which, sse_str value);
/* The text of a parameter; "" if it is not given. */
const char *request_text_of(const struct request *request, request_text which);
/* Iterates over the values of a filter; `*position` is 0 at first. Returns false after the last one. */
bool request_next_value(const struct request *request, request_text which, size_t *position, sse_str *value);
/* A copy of the text without one of its values; NULL if memory is short. */
char *request_text_without(const struct request *request, request_text which, sse_str value);
/* Returns true if any filter is set. */
bool request_has_filters(const struct request *request);
/* Appends the filters, as search_options takes them. */
void request_filters(const struct request *request, sse_buffer *filters);

/* Appends everything that the answer depends on, except for the language. Two requests have the same key only
 * if they ask for the same. */
void request_key(const struct request *request, sse_buffer *key);

/* Appends `path`, which may already have parameters, and the parameters that ask for the same as the
 * request. */
void request_link(const struct request *request, const char *path, sse_buffer *link);

#endif
