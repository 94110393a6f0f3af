/* Formats for other programs: feeds of a search, references for reference managers, the OpenSearch
 * description for browsers, and for crawlers the sitemap of all items' pages. Addresses in them are absolute,
 * since they are read elsewhere. */
#include "base/url.h"
#include "render/feed.h"
#include "render/value.h"
#include "web/answer.h"
#include "web/page.h"

#include <stdlib.h>
#include <string.h>

enum { SITEMAP_ITEMS = 50000 /* the most addresses of a sitemap (sitemaps.org) */ };

static void put_base(const struct call *call) {
  render_escaped(call->out, call->base);
}

/* ---- Feeds -------------------------------------------------------------------------------------- */

/* The title of a feed: the words, the filters, and the title of the archive. */
static char *title_of(const struct call *call) {
  sse_buffer title = {0};
  const char *query = request_text_of(call->request, REQUEST_Q), *archive = call->options->title;
  sse_str value;
  sse_buffer_append_text(&title, query);
  for (size_t i = 0; i < REQUEST_FILTERS; i++) {
    for (size_t position = 0;
         request_next_value(call->request, request_filter_texts[i], &position, &value);) {
      if (title.length > 0) sse_buffer_append_text(&title, " · ");
      sse_buffer_append_str(&title, value);
    }
  }
  if (title.length > 0 && *archive) sse_buffer_append_text(&title, " – ");
  sse_buffer_append_text(&title, archive);
  if (title.length == 0) sse_buffer_append_text(&title, "ssesearch");
  if (!title.failed) return title.data;
  sse_buffer_reset(&title);
  return NULL;
}

typedef sse_status feed_fn(FILE *out, const search_results *results, const render_options *options,
                           sse_error *err);

/* Writes the latest items that have all the words; those with only some of them would be noise. */
static sse_status put_feed(const struct call *call, const char *path, feed_fn *render, sse_error *err) {
  enum { ENTRIES = 50 };
  struct request request = *call->request, latest = request; /* shallow copies */
  struct call feed = *call;
  const search_options options = {.everything = true, .whole_texts = true};
  search_results results = {0};
  request.offset = latest.offset = 0;
  latest.limit = ENTRIES;
  if (!latest.has_sort) latest.sort = SEARCH_NEWEST;
  if (!latest.has_match) latest.match = SEARCH_MATCH_ALL;
  feed.request = &request;
  request.has_language = false; /* the results are the same in every language */
  request.texts[REQUEST_ID] = request.texts[REQUEST_FORMAT] = request.texts[REQUEST_FIELDS] = NULL;
  char *self = links_address(&feed, path, &request), *page = links_address(&feed, "/", &request);
  char *title = title_of(&feed);
  render_options shown = {
      .self = self, .page = page, .base = call->base, .title = title, .publisher = call->options->title};
  feed.request = &latest;
  sse_status status = self && page && title ? SSE_OK : sse_fail_memory(err);
  if (!status) status = answer_search(&feed, &options, &results, err);
  if (!status && results.hit_count == 0) /* as current as the last run */
    status = index_last_ended(call->index->index, &shown.updated, err);
  if (!status) status = render(call->out, &results, &shown, err);
  search_results_reset(&results);
  free(self);
  free(page);
  free(title);
  return status;
}

sse_status feeds_atom(const struct call *call, sse_error *err) {
  return put_feed(call, "/feed.atom", render_atom, err);
}

sse_status feeds_json(const struct call *call, sse_error *err) {
  return put_feed(call, "/feed.json", render_json_feed, err);
}

/* ---- References --------------------------------------------------------------------------------- */

/* Gives items without an address that of their page here, as in their citations. */
static sse_status add_addresses(const struct call *call, search_hit *hits, size_t count, sse_error *err) {
  for (size_t i = 0; i < count; i++) {
    sse_buffer address = {0};
    if (sse_url_is_web(sse_str_of(hits[i].url))) continue;
    render_feed_link(&hits[i], call->base, &address);
    if (address.failed) {
      sse_buffer_reset(&address);
      return sse_fail_memory(err);
    }
    free(hits[i].url);
    hits[i].url = address.data;
  }
  return SSE_OK;
}

/* Writes as many items as an answer may have, in the order of the page. */
static sse_status put_references(const struct call *call, render_format format, sse_error *err) {
  struct request request = *call->request; /* a shallow copy */
  struct call references = *call;
  const search_options options = {.everything = true};
  const render_options shown = {0};
  search_results results = {0};
  request.limit = REQUEST_LIMIT_MOST;
  references.request = &request;
  sse_status status = answer_search(&references, &options, &results, err);
  if (!status) status = add_addresses(call, results.hits, results.hit_count, err);
  if (!status) status = render_results(call->out, format, &results, &shown, err);
  search_results_reset(&results);
  return status;
}

sse_status feeds_ris(const struct call *call, sse_error *err) {
  return put_references(call, RENDER_RIS, err);
}

sse_status feeds_bibtex(const struct call *call, sse_error *err) {
  return put_references(call, RENDER_BIBTEX, err);
}

sse_status feeds_csl(const struct call *call, sse_error *err) {
  return put_references(call, RENDER_CSL, err);
}

/* Writes the reference of one item, with the beginning of its text as abstract. */
static sse_status put_reference(const struct call *call, render_format format, sse_error *err) {
  const render_options shown = {0};
  search_hit item = {0};
  sse_status status = answer_item(call, request_text_of(call->request, REQUEST_ID), false, &item, err);
  char *text = status || !item.snippet.text[0] ? NULL : item_describe(&item);
  if (!status && item.snippet.text[0] && !text) status = sse_fail_memory(err);
  if (!status) status = add_addresses(call, &item, 1, err);
  if (text) {
    free(item.snippet.text);
    item.snippet.text = text;
  }
  const search_results results = {.query = (char *)"", .hits = &item, .hit_count = 1, .total = 1};
  if (!status) status = render_results(call->out, format, &results, &shown, err);
  search_hit_reset(&item);
  return status;
}

sse_status feeds_item_ris(const struct call *call, sse_error *err) {
  return put_reference(call, RENDER_RIS, err);
}

sse_status feeds_item_bibtex(const struct call *call, sse_error *err) {
  return put_reference(call, RENDER_BIBTEX, err);
}

sse_status feeds_item_csl(const struct call *call, sse_error *err) {
  return put_reference(call, RENDER_CSL, err);
}

sse_status feeds_item_text(const struct call *call, sse_error *err) {
  search_hit item = {0};
  sse_status status = answer_item(call, request_text_of(call->request, REQUEST_ID), false, &item, err);
  if (!status) {
    render_citation(call->out, &item, call->base, call->request->language, false);
    answer_put(call, "\n");
  }
  search_hit_reset(&item);
  return status;
}

/* ---- The browser's search box ------------------------------------------------------------------- */

static void put_template(const struct call *call, const char *type, const char *rel, const char *path) {
  (void)fprintf(call->out, "<Url type=\"%s\"%s template=\"", type, rel);
  put_base(call);
  (void)fprintf(call->out, "%s\"/>\n", path);
}

/* The length in bytes of the first `characters` of a text. */
static size_t head_of(const char *text, size_t characters) {
  size_t length = 0;
  for (; text[length]; length++)
    if (((unsigned char)text[length] & 0xC0) != 0x80 && characters-- == 0) break;
  return length;
}

sse_status feeds_opensearch(const struct call *call, sse_error *err) {
  enum { SHORT_NAME = 16 }; /* characters, by OpenSearch 1.1 */
  const char *title = call->options->title;
  char *name = strndup(title, head_of(title, SHORT_NAME));
  if (!name) return sse_fail_memory(err);
  answer_put(call, "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
                   "<OpenSearchDescription xmlns=\"http://a9.com/-/spec/opensearch/1.1/\">\n<ShortName>");
  render_escaped(call->out, name);
  answer_put(call, "</ShortName>\n<Description>");
  render_escaped(call->out, title);
  answer_put(call, "</Description>\n<InputEncoding>UTF-8</InputEncoding>\n");
  put_template(call, "text/html", "", "/?q={searchTerms}");
  put_template(call, "application/atom+xml", "", "/feed.atom?q={searchTerms}");
  put_template(call, "application/x-suggestions+json", " rel=\"suggestions\"",
               "/api/suggest?format=opensearch&amp;q={searchTerms}");
  answer_put(call, "</OpenSearchDescription>\n");
  free(name);
  return SSE_OK;
}

/* ---- Crawlers ----------------------------------------------------------------------------------- */

sse_status feeds_robots(const struct call *call, sse_error *err) {
  const char *colon = strstr(call->base, "://"), *path = colon ? strchr(colon + 3, '/') : NULL;
  (void)err;
  if (!path) path = "";
  static const char *const kept_out[] = {"api/",     "v1/",           "search.", "item.bib",
                                         "item.ris", "item.csl.json", "item.txt"};
  answer_put(call, "User-agent: *\n");
  for (size_t i = 0; i < sizeof kept_out / sizeof *kept_out; i++)
    (void)fprintf(call->out, "Disallow: %s/%s\n", path, kept_out[i]);
  (void)fprintf(call->out, "Sitemap: %s/sitemap.xml\n", call->base);
  return SSE_OK;
}

/* Each sitemap has the items of a range of numbers. */
sse_status feeds_sitemap(const struct call *call, sse_error *err) {
  index_ranking *ranking;
  sse_status status = index_ranking_of(call->index->index, &ranking, err);
  if (status) return status;
  answer_put(call, "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
                   "<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
  for (size_t part = 0; part * SITEMAP_ITEMS < index_ranking_numbers(ranking); part++) {
    answer_put(call, "<sitemap><loc>");
    put_base(call);
    (void)fprintf(call->out, "/sitemap/%zu.xml</loc></sitemap>\n", part + 1);
  }
  answer_put(call, "</sitemapindex>\n");
  return SSE_OK;
}

/* Writes the entry of an item; times are in UTC, as everywhere. */
static sse_status put_place(void *context, const search_hit *item, sse_error *err) {
  enum { DAY = 10 };
  const struct call *call = context;
  sse_buffer address = {0};
  render_feed_link(item, call->base, &address);
  if (address.failed) {
    sse_buffer_reset(&address);
    return sse_fail_memory(err);
  }
  answer_put(call, "<url><loc>");
  render_escaped(call->out, address.data);
  answer_put(call, "</loc>");
  if (item->changed > 0) {
    char time[RENDER_TIME_SIZE];
    (void)fprintf(call->out, "<lastmod>%.*s</lastmod>", DAY, render_time(item->changed, time));
  }
  answer_put(call, "</url>\n");
  sse_buffer_reset(&address);
  return SSE_OK;
}

sse_status feeds_sitemap_part(const struct call *call, sse_error *err) {
  index_ranking *ranking;
  char *end;
  unsigned long part = strtoul(call->rest, &end, 10);
  sse_status status = index_ranking_of(call->index->index, &ranking, err);
  if (status) return status;
  size_t parts = index_ranking_numbers(ranking) / SITEMAP_ITEMS + 1;
  const bool is_number = call->rest[0] >= '1' && call->rest[0] <= '9';
  if (!is_number || strcmp(end, ".xml") != 0 || part > parts)
    return sse_fail(err, SSE_NOT_FOUND, "there are maps from 1.xml to %zu.xml", parts);
  answer_put(call, "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
                   "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
  status = search_each_item(call->index->index, (part - 1) * SITEMAP_ITEMS, SITEMAP_ITEMS, (void *)call,
                            put_place, err);
  answer_put(call, "</urlset>\n");
  return status;
}
