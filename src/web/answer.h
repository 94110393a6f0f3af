/* Private to web/: a request as those who answer it see it, and their answers.
 * What is written goes to `out`, which is memory; headers follow from the rest.
 * route.c says which of the functions below answers a path. */
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

/* What is known of a request. All is borrowed. */
struct call {
  const serve_options *options;
  const struct request *request;
  const struct brand *brand; /* what pages look like here */
  const char *rest;          /* of the path, after the route's */
  const char *root;          /* the way up from the path to the search: "./", "./../" … */
  const char *base;         /* the address of the page: scheme, host and prefix, without a slash at the end */
  struct pool_index *index; /* NULL for routes that need none */
  struct pool *pool;        /* of such, for streams */
  struct missed *missed;    /* for searches that find nothing; NULL where they are not kept */
  bool *was_missed;         /* is set for such, so that each time counts */
  http_answer *answer;      /* of which streams are set */
  FILE *out;
};

/* Writes text as it is. Into memory, which may be short: the stream is looked at last. */
static inline void answer_put(const struct call *call, const char *text) {
  (void)fputs(text, call->out);
}

/* Writes the answer. What it returns becomes the status; after an error, what was written is thrown away and
 * the error is told instead. */
typedef sse_status answer_fn(const struct call *call, sse_error *err);

/* How errors are told: as the rest of the path's neighbours speak. */
typedef enum answer_kind { ANSWER_PAGE, ANSWER_API, ANSWER_PLAIN } answer_kind;

/* A form in which a route answers, and its type. */
struct route_format {
  const char *const *name; /* where it stands */
  const char *type;
};

/* A path and who answers it. */
struct route {
  const char *path; /* where it ends in a slash, what the path begins with; else the whole of it, as is "/" */
  const char *type; /* of the answer, unless there are formats: */
  const struct route_format *formats; /* by the parameter of that name, the first by default; NULL for none */
  answer_fn *answer;
  answer_kind kind;
  unsigned takes; /* a set of the parameters that mean something, where it is strict */
  bool needs_index;
  bool is_streamed;        /* sets the answer's stream; its body depends on the index, too */
  bool is_asked_by_people; /* what is found by none is noted */
  bool has_page;           /* the format is html for who takes that most gladly */
  bool is_strict;          /* others are an error */
  bool is_lasting;         /* may be kept for an hour without asking again */
  bool has_language;       /* is in the reader's language, as all pages are */
};

/* The route of a path that begins with a slash; `*rest` is what is after it. NULL where there is none. */
const struct route *route_find(const char *path, const char **rest);

/* The type of an answer to a request; false for a format that the route has not. */
bool route_type(const struct route *route, const struct request *request, const char **type);

/* The HTTP status that tells an error. */
unsigned answer_status(sse_status status);

/* Runs the search of a request with the options given, but for what the request and the server say. */
sse_status answer_search(const struct call *call, const search_options *options, search_results *results,
                         sse_error *err);

/* Reads the item of an id: that of the first of the request's archives that has one; of any archive where the
 * request names none, or `any` will do. `item` is the caller's to reset, whatever the result. Errors:
 * SSE_NOT_FOUND, those of the index, SSE_NO_MEMORY. */
sse_status answer_item(const struct call *call, const char *id, bool any, search_hit *item, sse_error *err);

/* Counts what a request finds, with facets where those are wanted; nothing where that takes too long.
 * `results` is the caller's to reset, whatever the result. Errors: those of the index, SSE_NO_MEMORY. */
sse_status answer_count(const struct call *call, const struct request *request, bool facets,
                        search_results *results, sse_error *err);

/* Completes what is typed as search_complete does, however far it is composed. Errors: the same,
 * SSE_NO_MEMORY. */
sse_status answer_complete(const struct call *call, index_counts *completions, sse_error *err);

/* Notes words that were asked for in vain, where that is wanted: without filters, and typed to their end. To
 * be called for what a person asked, and not for the searches that an answer needs besides. */
void answer_note_missed(const struct call *call, const search_results *results);
/* Errors: SSE_INVALID for a name that is not a field of items. */
sse_status answer_check_fields(const struct request *request, sse_error *err);

/* search_page.c, item.c */
answer_fn search_page, item_page;
/* error_page.c */
void error_page(const struct call *call, unsigned status, const sse_error *err);
void error_page_text(const struct call *call, unsigned status, const sse_error *err);

/* api.c */
answer_fn api_search, api_item, api_suggest, api_stats;
/* Problem details (RFC 9457). Errors: SSE_NO_MEMORY. */
sse_status api_problem(FILE *out, unsigned status, const sse_error *error, sse_error *err);

/* items.c: all of them, as a list in pages and as streams. */
answer_fn items_list, items_lines, items_table;

/* document.c: the description of the API, for programs or, as a page, for people. */
answer_fn document_put;

/* embed.c: the script that puts the search into a page of another site. */
answer_fn embed_script;

/* feeds.c */
answer_fn feeds_atom, feeds_json, feeds_opensearch, feeds_sitemap, feeds_sitemap_part, feeds_robots;
answer_fn feeds_ris, feeds_bibtex, feeds_csl;
answer_fn feeds_item_ris, feeds_item_bibtex, feeds_item_csl, feeds_item_text;

/* assets.c: files that are part of the program. */
answer_fn assets_style, assets_schema;
answer_fn assets_script, assets_item_script, assets_results, assets_filters, assets_completions, assets_keys;
answer_fn assets_icon, assets_icon_large, assets_icon_small;

/* brand.c: what an organisation has set. */
answer_fn brand_colours, brand_style, brand_svg, brand_png, brand_jpeg, brand_webp;
extern const char assets_openapi_text[], assets_embed_text[];

#endif
