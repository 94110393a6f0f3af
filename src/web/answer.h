/* Private to web/: the call that every function of a route receives, and these functions.
 * They write to `out`, which is memory; the headers are derived from everything else.
 * route.c says which of the functions answers a path. */
#ifndef SSE_WEB_ANSWER_H
#define SSE_WEB_ANSWER_H

#include "http/http.h"
#include "render/render.h"
#include "web/missed.h"
#include "web/pool.h"
#include "web/request.h"
#include "web/serve.h"

enum {
  ANSWER_OK = 200,
  ANSWER_NO_CONTENT = 204,
  ANSWER_MOVED = 308,
  ANSWER_UNCHANGED = 304,
  ANSWER_BAD_REQUEST = 400,
  ANSWER_NOT_FOUND = 404,
  ANSWER_BAD_METHOD = 405,
  ANSWER_GONE = 410,
  ANSWER_TOO_LARGE = 413,
  ANSWER_LONG_ADDRESS = 414,
  ANSWER_LONG_HEADERS = 431,
  ANSWER_BROKEN = 500,
  ANSWER_UNAVAILABLE = 503,
  ANSWER_OTHER_VERSION = 505
};

/* What is known of a request. Everything is borrowed. */
struct call {
  const serve_options *options;
  const struct request *request;
  const struct brand *brand; /* the appearance of pages */
  const char *rest;          /* the rest of the path, after the route's */
  const char *root;          /* the relative link from the path up to the search: "./", "./../" … */
  const char *base; /* the address of the search: scheme, host and prefix, without a slash at the end */
  struct pool_index *index; /* NULL for routes that do not need it */
  struct pool *pool;        /* the pool of such indexes, for streams */
  struct missed *missed;    /* records searches that find nothing; NULL if they are not kept */
  bool *was_missed;    /* set after such a search: its answer is not cached, so that each one is counted */
  http_answer *answer; /* only its stream may be set here */
  FILE *out;
};

/* Writes text without escaping. Errors of the stream are checked once, when it is closed. */
static inline void answer_put(const struct call *call, const char *text) {
  (void)fputs(text, call->out);
}

/* Writes the answer. The result becomes the HTTP status; after an error, what was written is discarded and
 * the error is reported instead. */
typedef sse_status answer_fn(const struct call *call, sse_error *err);

/* How errors are reported: in the form that the answers of the route have. */
typedef enum answer_kind { ANSWER_PAGE, ANSWER_API, ANSWER_PLAIN } answer_kind;

/* A format of a route, and its media type. */
struct route_format {
  const char *const *name; /* pointer to its name */
  const char *type;
};

/* A path and the function that answers it. */
struct route {
  const char *path; /* the whole path, or its beginning if this ends in a slash and is not "/" */
  const char *type; /* the media type, unless there are formats */
  const struct route_format *formats; /* chosen by `format`, the first by default; NULL for none */
  answer_fn *answer;
  answer_kind kind;
  unsigned takes; /* the set of parameters that have a meaning, if the route is strict */
  bool needs_index;
  bool is_streamed;        /* sets the answer's stream; the body still depends on the index */
  bool is_asked_by_people; /* searches that find nothing are recorded */
  bool has_page;           /* the default format is html for clients that prefer it */
  bool is_strict;          /* any other parameter is an error */
  bool is_lasting;         /* may be cached for an hour without revalidation */
  bool has_language;       /* in the reader's language, as all pages are */
};

/* The route of a path, which begins with a slash; `*rest` is what follows the route's own path. NULL if there
 * is none. */
const struct route *route_find(const char *path, const char **rest);

/* Sets the media type of the answer; returns false if the route does not have the requested format. */
bool route_type(const struct route *route, const struct request *request, const char **type);

/* The HTTP status of an error. */
unsigned answer_status(sse_status status);

/* Runs the search of a request. `options` sets only what neither the request nor the server's options
 * determine. */
sse_status answer_search(const struct call *call, const search_options *options, search_results *results,
                         sse_error *err);

/* Reads the item of an id: from the first of the request's archives that has it, or from any archive if the
 * request names none or `any` is set. The caller resets `item`, whatever the result. Errors: SSE_NOT_FOUND,
 * those of the index, SSE_NO_MEMORY. */
sse_status answer_item(const struct call *call, const char *id, bool any, search_hit *item, sse_error *err);

/* Counts the hits of a request, with facets if `facets`; the result is empty if that takes too long. The
 * caller resets `results`, whatever the result. Errors: those of the index, SSE_NO_MEMORY. */
sse_status answer_count(const struct call *call, const struct request *request, bool facets,
                        search_results *results, sse_error *err);

/* Completes what is typed, like search_complete, but without what an input method is still composing. Errors:
 * those of search_complete, SSE_NO_MEMORY. */
sse_status answer_complete(const struct call *call, index_counts *completions, sse_error *err);

/* Records a search that found nothing, if such are kept, and it has no filters and is not still being typed.
 * To be called only for searches that a person asked for, not for others that an answer runs. */
void answer_note_missed(const struct call *call, const search_results *results);
/* Checks the requested fields. Errors: SSE_INVALID for a name that is not a field of items. */
sse_status answer_check_fields(const struct request *request, sse_error *err);

/* search_page.c, item.c */
answer_fn search_page, item_page;
/* error_page.c */
void error_page(const struct call *call, unsigned status, const sse_error *err);
void error_page_text(const struct call *call, unsigned status, const sse_error *err);

/* api.c */
answer_fn api_search, api_item, api_suggest, api_stats;
/* Writes problem details (RFC 9457). Errors: SSE_NO_MEMORY. */
sse_status api_problem(FILE *out, unsigned status, const sse_error *error, sse_error *err);

/* items.c: all items, as a list in pages and as streams. */
answer_fn items_list, items_lines, items_table;

/* document.c: the description of the API, for programs or, as a page, for people. */
answer_fn document_put;

/* embed.c: the script that embeds the search in a page of another site. */
answer_fn embed_script;

/* feeds.c */
answer_fn feeds_atom, feeds_json, feeds_opensearch, feeds_sitemap, feeds_sitemap_part, feeds_robots;
answer_fn feeds_ris, feeds_bibtex, feeds_csl;
answer_fn feeds_item_ris, feeds_item_bibtex, feeds_item_csl, feeds_item_text;

/* assets.c: files built into the program. */
answer_fn assets_style, assets_schema;
answer_fn assets_script, assets_item_script, assets_results, assets_filters, assets_completions, assets_keys;
answer_fn assets_icon, assets_icon_large, assets_icon_small;

/* brand.c: what an organisation has configured. */
answer_fn brand_colours, brand_style, brand_svg, brand_png, brand_jpeg, brand_webp;
extern const char assets_openapi_text[], assets_embed_text[];

#endif
