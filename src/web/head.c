/* The head of a page, for browsers, crawlers and sites that show links. Its metadata is in the terms of HTML,
 * Open Graph, Highwire Press and schema.org, each of which has its own readers. Addresses are absolute, since
 * they are read elsewhere. */
#include "base/url.h"
#include "render/value.h"
#include "web/page.h"

#include <stdlib.h>
#include <string.h>

/* ---- Elements ----------------------------------------------------------------------------------- */

/* Writes a meta element, or nothing for an empty value. `attribute` is "name" or, for Open Graph (ogp.me),
 * "property". */
static void put_meta(const struct call *call, const char *attribute, const char *name, const char *value) {
  if (!value || !*value) return;
  (void)fprintf(call->out, "<meta %s=\"%s\" content=\"", attribute, name);
  render_escaped(call->out, value);
  answer_put(call, "\">\n");
}

static void put_feed_link(const struct call *call, const char *type, const char *path) {
  (void)fprintf(call->out, "<link rel=\"alternate\" type=\"%s\" title=\"", type);
  links_put_message(call, MESSAGE_FEED);
  answer_put(call, "\"");
  links_put_href(call, path, call->request);
  answer_put(call, ">\n");
}

/* Writes a title followed by the title of the archive. */
static void put_title(const struct call *call, const char *title) {
  render_escaped(call->out, title);
  answer_put(call, *title ? " – " : "");
  render_escaped(call->out, call->options->title);
}

static void put_address_link(const struct call *call, const char *rel, const char *language,
                             const char *address) {
  (void)fprintf(call->out, "<link rel=\"%s\"", rel);
  if (language) (void)fprintf(call->out, " hreflang=\"%s\"", language);
  answer_put(call, " href=\"");
  render_escaped(call->out, address);
  answer_put(call, "\">\n");
}

/* Links to the page in each language, and to the one whose language the browser chooses. */
static void put_alternates(const struct call *call, const struct page_head *head) {
  struct request other = *head->request; /* a shallow copy */
  for (int i = 0; i <= MESSAGES_LANGUAGES; i++) {
    other.has_language = i < MESSAGES_LANGUAGES;
    if (other.has_language) other.language = (messages_language)i;
    char *address = links_address(call, head->path, &other); /* left out if memory is short */
    if (address)
      put_address_link(call, "alternate", other.has_language ? messages_tag(other.language) : "x-default",
                       address);
    free(address);
  }
}

static void put_logo(const struct call *call) {
  sse_buffer address = {0};
  sse_buffer_printf(&address, "%s/%s", call->base, call->brand->logo_path);
  put_meta(call, "property", "og:image", address.failed ? NULL : address.data);
  sse_buffer_reset(&address);
}

/* Metadata for reference managers: Open Graph's article, and the names of Highwire Press. */
static void put_item(const struct call *call, const search_hit *item, const char *address) {
  sse_str name;
  put_meta(call, "property", "article:published_time", item->date);
  put_meta(call, "name", "citation_title", item->title.text);
  for (size_t position = 0; sse_str_next(sse_str_of(item->authors), '\n', &position, &name);) {
    char *copy = sse_copy(name); /* left out if memory is short */
    put_meta(call, "name", "citation_author", copy);
    free(copy);
  }
  put_meta(call, "name", "citation_publication_date", item->date);
  put_meta(call, "name", "citation_publisher", item->source);
  put_meta(call, "name", "citation_language", item->lang);
  put_meta(call, "name", "citation_abstract_html_url", address);
  if (sse_url_is_web(sse_str_of(item->url))) put_meta(call, "name", "citation_public_url", item->url);
}

static void put_sharing(const struct call *call, const struct page_head *head, const char *address) {
  put_meta(call, "name", "description", head->description);
  put_meta(call, "name", "robots", head->is_indexed ? NULL : "noindex, follow");
  if (!address) return;
  put_address_link(call, "canonical", NULL, address);
  if (head->is_indexed) put_alternates(call, head);
  put_meta(call, "property", "og:type", head->item ? "article" : "website");
  put_meta(call, "property", "og:title", *head->title ? head->title : call->options->title);
  put_meta(call, "property", "og:description", head->description);
  put_meta(call, "property", "og:url", address);
  put_meta(call, "property", "og:site_name", call->options->title);
  if (!head->item && call->brand->logo_path) put_logo(call);
  if (head->item) put_item(call, head->item, address);
}

/* ---- Structured data (schema.org, as JSON-LD) --------------------------------------------------- */

static int set_text(json_t *object, const char *key, const char *text) {
  return text && *text ? json_object_set_new(object, key, render_text_value(sse_str_of(text))) : 0;
}

static int set_time(json_t *object, const char *key, int64_t seconds) {
  char time[RENDER_TIME_SIZE];
  return seconds > 0 ? set_text(object, key, render_time(seconds, time)) : 0;
}

static json_t *named(const char *type, sse_str name) {
  json_t *object = json_object();
  int failed = set_text(object, "@type", type);
  failed |= json_object_set_new(object, "name", render_text_value(name));
  return render_made(object, failed);
}

static json_t *authors_json(const char *authors) {
  json_t *all = json_array();
  int failed = 0;
  sse_str name;
  for (size_t position = 0; sse_str_next(sse_str_of(authors), '\n', &position, &name);)
    failed |= json_array_append_new(all, named("Person", name));
  return render_made(all, failed);
}

static json_t *article_json(const struct page_head *head, const char *address) {
  const search_hit *item = head->item;
  const int64_t changed = item->changed > 0 ? item->changed : item->first_seen;
  bool has_original = sse_url_is_web(sse_str_of(item->url));
  json_t *object = json_object();
  int failed = set_text(object, "@context", "https://schema.org");
  failed |= set_text(object, "@type", "NewsArticle");
  failed |= set_text(object, "headline", item->title.text);
  failed |= set_text(object, "description", head->description);
  failed |= set_text(object, "mainEntityOfPage", address);
  failed |= set_text(object, "url", has_original ? item->url : address);
  failed |= set_text(object, "datePublished", item->date);
  failed |= set_time(object, "dateModified", changed);
  failed |= set_text(object, "inLanguage", item->lang);
  if (item->authors) failed |= json_object_set_new(object, "author", authors_json(item->authors));
  if (item->source)
    failed |= json_object_set_new(object, "publisher", named("Organization", sse_str_of(item->source)));
  if (item->tags) failed |= json_object_set_new(object, "keywords", render_lines(sse_str_of(item->tags)));
  return render_made(object, failed);
}

static json_t *site_json(const struct call *call) {
  sse_buffer home = {0}, search = {0};
  sse_buffer_printf(&home, "%s/", call->base);
  sse_buffer_printf(&search, "%s/?q={words}", call->base);
  json_t *object =
      home.failed || search.failed
          ? NULL
          : json_pack("{s:s, s:s, s:s, s:{s:s, s:{s:s, s:s}, s:s}}", "@context", "https://schema.org",
                      "@type", "WebSite", "url", home.data, "potentialAction", "@type", "SearchAction",
                      "target", "@type", "EntryPoint", "urlTemplate", search.data, "query-input",
                      "required name=words");
  int failed = set_text(object, "name", call->options->title);
  sse_buffer_reset(&home);
  sse_buffer_reset(&search);
  return render_made(object, failed);
}

/* Writes JSON in an HTML element, in which nothing may look like the end of it. Left out if memory is
 * short. */
static void put_data(const struct call *call, json_t *data) {
  char *text = data ? json_dumps(data, JSON_COMPACT) : NULL;
  if (text) answer_put(call, "<script type=\"application/ld+json\">");
  for (const char *at = text; at && *at; at++) {
    if (strchr("<>&", *at)) {
      (void)fprintf(call->out, "\\u%04x", (unsigned)(unsigned char)*at);
    } else {
      (void)fputc(*at, call->out);
    }
  }
  if (text) answer_put(call, "</script>\n");
  free(text);
  json_decref(data);
}

static void put_style(const struct call *call, const char *path) {
  (void)fprintf(call->out, "<link rel=\"stylesheet\" href=\"%s%s\">\n", call->root, path);
}

/* ---- The whole head ----------------------------------------------------------------------------- */

void head_put(const struct call *call, const struct page_head *head) {
  FILE *out = call->out;
  char *address = head->path ? links_address(call, head->path, head->request) : NULL;
  answer_put(call, "<!DOCTYPE html>\n");
  languages_put_html(out, call->request->language);
  answer_put(call, "\n<head>\n<meta charset=\"utf-8\">\n<title>");
  put_title(call, head->title);
  answer_put(call, "</title>\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                   "<meta name=\"color-scheme\" content=\"light dark\">\n");
  put_sharing(call, head, address);
  put_style(call, "style.css");
  if (call->brand->colours.length > 0) put_style(call, "theme.css");
  if (call->brand->style.length > 0) put_style(call, "custom.css");
  (void)fprintf(out, "<link rel=\"icon\" href=\"%sfavicon.ico\" sizes=\"32x32\">\n", call->root);
  (void)fprintf(out, "<link rel=\"icon\" href=\"%sicon.svg\" type=\"image/svg+xml\">\n", call->root);
  (void)fprintf(out, "<link rel=\"apple-touch-icon\" href=\"%sicon-180.png\">\n", call->root);
  (void)fprintf(out, "<script type=\"module\" src=\"%spage.js\"></script>\n", call->root);
  if (head->item) (void)fprintf(out, "<script src=\"%sitem.js\" defer></script>\n", call->root);
  (void)fprintf(out,
                "<link rel=\"search\" type=\"application/opensearchdescription+xml\" "
                "href=\"%sopensearch.xml\" title=\"",
                call->root);
  render_escaped(out, call->options->title);
  answer_put(call, "\">\n");
  if (head->has_feed) {
    put_feed_link(call, "application/atom+xml", "feed.atom");
    put_feed_link(call, "application/feed+json", "feed.json");
  }
  if (head->item) {
    put_data(call, article_json(head, address));
  } else if (head->is_indexed) {
    put_data(call, site_json(call));
  }
  answer_put(call, "</head>\n<body>\n");
  free(address);
}
