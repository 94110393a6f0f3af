/* Private to web/: what a request asks for, from its parameters, and back as a link.
 * This is the one description of a search, of which pages, API, feeds and addresses are made.
 * Parameters come as any bytes; what is kept is valid UTF-8 and within the limits below. */
#ifndef SSE_WEB_REQUEST_H
#define SSE_WEB_REQUEST_H

#include "render/render.h"
#include "search/search.h"

enum {
  REQUEST_QUERY_LONGEST = 1000, /* characters, of any script */
  REQUEST_VALUE_LONGEST = 500,  /* of the others */
  REQUEST_LIMIT = 10,           /* items of a page, by default, */
  REQUEST_LIMIT_MOST = 100,     /* and at the most */
  REQUEST_OFFSET_MOST = 10000,
  REQUEST_PAGES = REQUEST_OFFSET_MOST / REQUEST_LIMIT + 1,
  REQUEST_CURSOR_LONGEST = 4000, /* it has an id, or a place */
  REQUEST_MARK_LONGEST = 100,    /* of what stands around a match */
  REQUEST_FACET_MOST = 1000      /* values of a facet */
};

/* Parameters that are text; empty and NULL is the same. Those of a filter may come several times, and any of
 * their values will do; of these the text has one a line. */
typedef enum request_text {
  REQUEST_ID, /* of an item; the first that links have */
  REQUEST_Q,
  REQUEST_DATE,    /* 2023, 2023-07, 2023-06..2023-08 */
  REQUEST_SOURCE,  /* a whole name, as facets have it */
  REQUEST_LANG,    /* the same, */
  REQUEST_TAG,     /* of a tag, */
  REQUEST_ARCHIVE, /* and of one of several archives */
  REQUEST_FORMAT,
  REQUEST_FIELDS,      /* of items, with commas between them; the last that links have */
  REQUEST_KINDS,       /* of completions, with commas between them */
  REQUEST_SIMILAR,     /* the id of an item that others are like */
  REQUEST_FACET,       /* names; may come several times */
  REQUEST_FACET_QUERY, /* how a word of their values begins */
  REQUEST_CURSOR,      /* where a list goes on */
  REQUEST_PRE,         /* what stands before a match, */
  REQUEST_POST,        /* and after it */
  REQUEST_TEXTS
} request_text;

/* The others; with those above, all that there are. */
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
  REQUEST_FROM, /* the first and the last day of a form: they become the date */
  REQUEST_TO,
  REQUEST_HIGHLIGHT,
  REQUEST_OFFSETS,
  REQUEST_FACET_LIMIT,
  REQUEST_PARAMETERS
};

/* A set of them. */
#define REQUEST_BIT(which) (1U << (which))

/* Those that are filters. */
enum { REQUEST_FILTERS = 5 };
extern const request_text request_filter_texts[REQUEST_FILTERS];

struct request {
  char *texts[REQUEST_TEXTS]; /* the request's own, unless it is a copy */
  size_t limit, offset;
  search_sort sort;
  search_match match;
  unsigned given;           /* a set of parameters */
  bool has_sort, has_match; /* were given, or are of a link */
  bool has_limit;           /* is of a link: pages have as many items as their reader wants */
  char from[SSE_DATE_SIZE], to[SSE_DATE_SIZE];
  char *date; /* that was given besides them; the request's own */
  bool facets, explain;
  bool highlight;             /* texts with their matches marked, too */
  render_offsets offsets;     /* what highlights count in */
  size_t facet_limit;         /* 0: all values */
  bool typing;                /* the query is not typed to its end yet */
  bool stories;               /* of items that say the same the best one stands for all */
  bool has_field;             /* a parameter that there is not, of the name of a field of queries */
  char unknown[40];           /* the name of a parameter that there is not; "" for none */
  query_notes faults;         /* why parameters could not be taken, the first one first */
  messages_language language; /* of the page; */
  bool has_language;          /* a parameter says so, which links keep */
};

void request_init(struct request *request);
void request_reset(struct request *request);

/* Takes one parameter, or notes that there is none of that name. Errors: SSE_INVALID and SSE_TOO_LARGE with a
 * message that names it and is the last of the faults, SSE_NO_MEMORY. */
sse_status request_take(struct request *request, const char *name, const char *value, sse_error *err);

/* The name of a parameter, a request_text or one of the others. */
const char *request_name_of(unsigned which);
/* False for a value that is longer than the parameter's may be: no link can have it. */
bool request_may_be(request_text which, sse_str value);
/* A text, "" for none. */
const char *request_text_of(const struct request *request, request_text which);
/* The values of a filter one by one, from a position that begins at 0; false after the last. */
bool request_next_value(const struct request *request, request_text which, size_t *position, sse_str *value);
/* A copy of the text without one of its values; NULL where memory is short. */
char *request_text_without(const struct request *request, request_text which, sse_str value);
/* True where a filter is set. */
bool request_has_filters(const struct request *request);
/* Appends the filters, as search_options takes them. */
void request_filters(const struct request *request, sse_buffer *filters);

/* Appends all that an answer to it depends on, the language excepted: two requests have the same there only
 * where they ask for the same. */
void request_key(const struct request *request, sse_buffer *key);

/* Appends `path`, which may have parameters, and after it those that ask for the same. */
void request_link(const struct request *request, const char *path, sse_buffer *link);

#endif
