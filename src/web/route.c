/* The routes: which function answers a path, in which formats, and which parameters have a meaning there.
 * One table has all of it, so that paths are found and parameters checked in one place.
 * A path that is not in the table is not found. */
#include "web/answer.h"

#include <string.h>

#define HTML   "text/html; charset=utf-8"
#define JSON   "application/json"
#define XML    "application/xml; charset=utf-8"
#define LINES  "application/x-ndjson"
#define TABLE  "text/csv; charset=utf-8; header=present"
#define SCRIPT "text/javascript; charset=utf-8"

static const struct route_format result_formats[] = {{&render_format_names[RENDER_JSON], JSON},
                                                     {&render_format_names[RENDER_JSONL], LINES},
                                                     {&render_format_names[RENDER_CSV], TABLE},
                                                     {0}};
static const char *const opensearch = "opensearch";
static const struct route_format description_formats[] = {
    {&render_format_names[RENDER_JSON], "application/vnd.oai.openapi+json;version=3.1"},
    {&render_format_names[RENDER_HTML], HTML},
    {0}};
static const struct route_format suggestion_formats[] = {
    {&render_format_names[RENDER_JSON], JSON}, {&opensearch, JSON}, {0}};

enum {
  FILTERS = REQUEST_BIT(REQUEST_DATE) | REQUEST_BIT(REQUEST_SOURCE) | REQUEST_BIT(REQUEST_LANG) |
            REQUEST_BIT(REQUEST_TAG) | REQUEST_BIT(REQUEST_ARCHIVE),
  ORDER = REQUEST_BIT(REQUEST_SORT) | REQUEST_BIT(REQUEST_MATCH) | REQUEST_BIT(REQUEST_GROUP),
  FACET = REQUEST_BIT(REQUEST_FACETS) | REQUEST_BIT(REQUEST_FACET) | REQUEST_BIT(REQUEST_FACET_LIMIT) |
          REQUEST_BIT(REQUEST_FACET_QUERY),
  MARKS = REQUEST_BIT(REQUEST_HIGHLIGHT) | REQUEST_BIT(REQUEST_OFFSETS) | REQUEST_BIT(REQUEST_PRE) |
          REQUEST_BIT(REQUEST_POST),
  PLACE = REQUEST_BIT(REQUEST_ITEMS) | REQUEST_BIT(REQUEST_FIRST) | REQUEST_BIT(REQUEST_PAGE)
};

static const struct route routes[] = {
    {.path = "/", .type = HTML, .answer = search_page, .needs_index = true, .is_asked_by_people = true},
    {.path = "/item", .type = HTML, .answer = item_page, .needs_index = true},
    {.path = "/item.bib",
     .type = "application/x-bibtex; charset=utf-8",
     .answer = feeds_item_bibtex,
     .kind = ANSWER_PLAIN,
     .needs_index = true},
    {.path = "/item.ris",
     .type = "application/x-research-info-systems; charset=utf-8",
     .answer = feeds_item_ris,
     .kind = ANSWER_PLAIN,
     .needs_index = true},
    {.path = "/item.csl.json",
     .type = "application/vnd.citationstyles.csl+json",
     .answer = feeds_item_csl,
     .kind = ANSWER_PLAIN,
     .needs_index = true},
    {.path = "/item.txt",
     .type = "text/plain; charset=utf-8",
     .answer = feeds_item_text,
     .kind = ANSWER_PLAIN,
     .needs_index = true,
     .has_language = true},
    {.path = "/style.css", .type = "text/css; charset=utf-8", .answer = assets_style, .is_lasting = true},
    {.path = "/page.js", .type = SCRIPT, .answer = assets_script, .is_lasting = true},
    {.path = "/results.js", .type = SCRIPT, .answer = assets_results, .is_lasting = true},
    {.path = "/filters.js", .type = SCRIPT, .answer = assets_filters, .is_lasting = true},
    {.path = "/completions.js", .type = SCRIPT, .answer = assets_completions, .is_lasting = true},
    {.path = "/keys.js", .type = SCRIPT, .answer = assets_keys, .is_lasting = true},
    {.path = "/item.js", .type = SCRIPT, .answer = assets_item_script, .is_lasting = true},
    {.path = "/embed.js", .type = SCRIPT, .answer = embed_script, .is_lasting = true},
    {.path = "/icon.svg", .type = "image/svg+xml", .answer = assets_icon, .is_lasting = true},
    {.path = "/icon-180.png", .type = "image/png", .answer = assets_icon_large, .is_lasting = true},
    {.path = "/favicon.ico",
     .type = "image/vnd.microsoft.icon",
     .answer = assets_icon_small,
     .is_lasting = true},
    {.path = "/theme.css", .type = "text/css; charset=utf-8", .answer = brand_colours, .is_lasting = true},
    {.path = "/custom.css", .type = "text/css; charset=utf-8", .answer = brand_style, .is_lasting = true},
    {.path = "/logo.svg", .type = "image/svg+xml", .answer = brand_svg, .is_lasting = true},
    {.path = "/logo.png", .type = "image/png", .answer = brand_png, .is_lasting = true},
    {.path = "/logo.jpg", .type = "image/jpeg", .answer = brand_jpeg, .is_lasting = true},
    {.path = "/logo.webp", .type = "image/webp", .answer = brand_webp, .is_lasting = true},
    {.path = "/feed.atom",
     .type = "application/atom+xml; charset=utf-8",
     .answer = feeds_atom,
     .kind = ANSWER_PLAIN,
     .needs_index = true},
    {.path = "/feed.json",
     .type = "application/feed+json",
     .answer = feeds_json,
     .kind = ANSWER_PLAIN,
     .needs_index = true},
    {.path = "/search.ris",
     .type = "application/x-research-info-systems; charset=utf-8",
     .answer = feeds_ris,
     .kind = ANSWER_PLAIN,
     .needs_index = true},
    {.path = "/search.bib",
     .type = "application/x-bibtex; charset=utf-8",
     .answer = feeds_bibtex,
     .kind = ANSWER_PLAIN,
     .needs_index = true},
    {.path = "/search.csl.json",
     .type = "application/vnd.citationstyles.csl+json",
     .answer = feeds_csl,
     .kind = ANSWER_PLAIN,
     .needs_index = true},
    {.path = "/opensearch.xml",
     .type = "application/opensearchdescription+xml; charset=utf-8",
     .answer = feeds_opensearch,
     .kind = ANSWER_PLAIN},
    {.path = "/sitemap.xml", .type = XML, .answer = feeds_sitemap, .kind = ANSWER_PLAIN, .needs_index = true},
    {.path = "/sitemap/",
     .type = XML,
     .answer = feeds_sitemap_part,
     .kind = ANSWER_PLAIN,
     .needs_index = true},
    {.path = "/robots.txt",
     .type = "text/plain; charset=utf-8",
     .answer = feeds_robots,
     .kind = ANSWER_PLAIN},
    {.path = "/api",
     .formats = description_formats,
     .answer = document_put,
     .kind = ANSWER_API,
     .has_page = true,
     .is_lasting = true,
     .is_strict = true,
     .takes = REQUEST_BIT(REQUEST_FORMAT) | REQUEST_BIT(REQUEST_UI)},
    {.path = "/api/results.schema.json",
     .type = "application/schema+json",
     .answer = assets_schema,
     .kind = ANSWER_API,
     .is_lasting = true,
     .is_strict = true},
    {.path = "/api/search",
     .formats = result_formats,
     .answer = api_search,
     .kind = ANSWER_API,
     .needs_index = true,
     .is_asked_by_people = true,
     .is_strict = true,
     .takes = REQUEST_BIT(REQUEST_Q) | REQUEST_BIT(REQUEST_FORMAT) | REQUEST_BIT(REQUEST_FIELDS) | FILTERS |
              ORDER | PLACE | FACET | MARKS | REQUEST_BIT(REQUEST_SIMILAR) | REQUEST_BIT(REQUEST_CURSOR) |
              REQUEST_BIT(REQUEST_TYPING) | REQUEST_BIT(REQUEST_EXPLAIN)},
    {.path = "/api/item/",
     .type = JSON,
     .answer = api_item,
     .kind = ANSWER_API,
     .needs_index = true,
     .is_strict = true,
     .takes = REQUEST_BIT(REQUEST_FIELDS) | REQUEST_BIT(REQUEST_ARCHIVE)},
    {.path = "/api/items",
     .type = JSON,
     .answer = items_list,
     .kind = ANSWER_API,
     .needs_index = true,
     .is_strict = true,
     .takes = REQUEST_BIT(REQUEST_FIELDS) | REQUEST_BIT(REQUEST_ITEMS) | REQUEST_BIT(REQUEST_CURSOR)},
    {.path = "/api/items.jsonl",
     .type = LINES,
     .answer = items_lines,
     .kind = ANSWER_API,
     .is_streamed = true,
     .is_strict = true,
     .takes = REQUEST_BIT(REQUEST_FIELDS)},
    {.path = "/api/items.csv",
     .type = TABLE,
     .answer = items_table,
     .kind = ANSWER_API,
     .is_streamed = true,
     .is_strict = true},
    {.path = "/api/suggest",
     .formats = suggestion_formats,
     .answer = api_suggest,
     .kind = ANSWER_API,
     .needs_index = true,
     .is_strict = true,
     .takes = REQUEST_BIT(REQUEST_Q) | REQUEST_BIT(REQUEST_FORMAT) | REQUEST_BIT(REQUEST_ITEMS) |
              REQUEST_BIT(REQUEST_KINDS) | FILTERS},
    {.path = "/api/stats",
     .type = JSON,
     .answer = api_stats,
     .kind = ANSWER_API,
     .needs_index = true,
     .is_strict = true},
};

const struct route *route_find(const char *path, const char **rest) {
  for (size_t i = 0; i < sizeof routes / sizeof *routes; i++) {
    size_t length = strlen(routes[i].path);
    bool is_open = length > 1 && routes[i].path[length - 1] == '/';
    bool is_it = is_open ? strncmp(path, routes[i].path, length) == 0 && path[length]
                         : strcmp(path, routes[i].path) == 0;
    if (!is_it) continue;
    *rest = path + length;
    return &routes[i];
  }
  return NULL;
}

bool route_type(const struct route *route, const struct request *request, const char **type) {
  const char *name = request_text_of(request, REQUEST_FORMAT);
  const struct route_format *format = route->formats;
  *type = route->type;
  if (!format) return true;
  while (*name && format->name && strcmp(*format->name, name) != 0)
    format++;
  *type = format->type;
  return format->name != NULL;
}
