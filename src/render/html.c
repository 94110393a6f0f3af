/* Results as a self-contained page, for a browser or a mail: it loads nothing from elsewhere.
 * Everything that comes from items is escaped, and only web addresses become links, so that no item can run
 * a script. */
#include "base/url.h"
#include "render/also.h"
#include "render/facets.h"
#include "render/wrap.h"

static const char style[] =
    ":root{color-scheme:light dark}body{font:1rem/1.5 system-ui,sans-serif;max-width:48rem;margin:2rem auto;"
    "padding:0 1rem}h1{font-size:1.4rem}h2{font-size:1.1rem;margin:1.5rem 0 0}li p{margin:.2rem 0}"
    ".origin,.count{opacity:.8;font-size:.9rem}table{border-collapse:collapse}td{padding:0 1rem 0 0}"
    "td:last-child{text-align:right}mark{padding:0 .1em}a{overflow-wrap:anywhere}";

/* The stream's error flag records failures. */
static void put(FILE *out, const char *text) {
  (void)fputs(text, out);
}

/* Writes date, publisher, tags and a link to an archived copy, as far as there are any. */
static void put_origin(FILE *out, const search_hit *hit, const render_options *options) {
  bool begun = hit->date != NULL;
  sse_buffer tags = {0}, archived = {0}; /* left out if memory is short */
  render_append_tags(hit->tags, &tags);
  render_append_archived(options->archive_link, hit, &archived);
  const char *const parts[] = {hit->source, hit->archive, tags.data};
  bool has_copy = archived.data && !archived.failed;
  bool is_empty = !hit->date && !hit->source && !hit->archive && !tags.data && !has_copy;
  put(out, is_empty ? "" : "<p class=\"origin\">");
  if (hit->date) {
    put(out, "<time datetime=\"");
    render_escaped(out, hit->date);
    put(out, "\">");
    render_escaped(out, hit->date);
    put(out, "</time>");
  }
  for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
    if (!parts[i]) continue;
    put(out, begun ? " · " : "");
    render_name(out, parts[i]);
    begun = true;
  }
  if (has_copy) {
    (void)fprintf(out, "%s<a lang=\"%s\" href=\"", begun ? " · " : "", messages_tag(options->language));
    render_escaped(out, archived.data);
    (void)fprintf(out, "\">%s</a>", messages_of(options->language, MESSAGE_ARCHIVED));
  }
  put(out, is_empty ? "" : "</p>\n");
  sse_buffer_reset(&tags);
  sse_buffer_reset(&archived);
}

static void put_also_name(FILE *out, const also_group *group, const search_also *also) {
  bool is_link = sse_url_is_web(sse_str_of(also->url));
  sse_buffer name = {0}; /* left out if memory is short */
  also_append_name(group, also, &name);
  const char *text = name.failed ? NULL : name.data;
  put(out, is_link ? "<a href=\"" : "<span title=\"");
  render_escaped(out, is_link ? also->url : also->title);
  if (is_link) {
    put(out, "\" title=\"");
    render_escaped(out, also->title);
  }
  if (group->is_translated) {
    put(out, "\" lang=\"");
    render_escaped(out, also->lang);
  }
  if (group->is_translated && is_link) {
    put(out, "\" hreflang=\"");
    render_escaped(out, also->lang);
  }
  put(out, "\">");
  if (text && group->is_translated) {
    char language[LANGUAGES_NAME_SIZE];
    render_escaped(out, messages_language_name(text, language));
  } else if (text) {
    render_name(out, text);
  }
  put(out, is_link ? "</a>" : "</span>");
  sse_buffer_reset(&name);
}

void render_also_html(FILE *out, const search_hit *hit, messages_language language) {
  also_group groups[ALSO_GROUPS];
  size_t count = also_groups(hit, language, groups);
  if (count == 0) return;
  (void)fprintf(out, "<p class=\"also\" lang=\"%s\">", messages_tag(language));
  for (size_t i = 0; i < count; i++) {
    const also_group *group = &groups[i];
    (void)fprintf(out, "%s%.*s", i > 0 ? " · " : "", (int)group->before.length, group->before.data);
    for (size_t k = 0; k < group->count; k++) {
      put(out, k > 0 ? ", " : "");
      put_also_name(out, group, group->items[k]);
    }
    (void)fprintf(out, "%.*s", (int)group->after.length, group->after.length > 0 ? group->after.data : "");
  }
  put(out, "</p>\n");
}

static void put_hit(FILE *out, const search_hit *hit, const render_options *options) {
  put(out, "<li");
  if (hit->lang) {
    put(out, " lang=\"");
    render_escaped(out, hit->lang);
    put(out, "\"");
  }
  put(out, " dir=\"auto\">\n<h2>");
  if (sse_url_is_web(sse_str_of(hit->url))) {
    put(out, "<a href=\"");
    render_escaped(out, hit->url);
    put(out, "\">");
  }
  render_marked(out, &hit->title);
  put(out, sse_url_is_web(sse_str_of(hit->url)) ? "</a></h2>\n" : "</h2>\n");
  put_origin(out, hit, options);
  if (hit->snippet.text[0]) {
    put(out, "<p>");
    render_marked(out, &hit->snippet);
    put(out, "</p>\n");
  }
  render_also_html(out, hit, options->language);
  put(out, "</li>\n");
}

static void put_facet(FILE *out, const char *name, const search_counts *counts) {
  if (counts->count == 0) return;
  (void)fprintf(out, "<table>\n<caption>%s</caption>\n", name);
  for (size_t i = 0; i < counts->count; i++) {
    put(out, "<tr><td>");
    render_escaped(out, counts->counts[i].name);
    (void)fprintf(out, "</td><td>%zu</td></tr>\n", counts->counts[i].count);
  }
  put(out, "</table>\n");
}

static void put_head(FILE *out, const search_results *results, messages_language language) {
  put(out, "<!DOCTYPE html>\n");
  languages_put_html(out, language);
  put(out,
      "\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n<title>");
  render_escaped(out, results->query);
  (void)fprintf(out, " – ssesearch</title>\n<style>%s</style>\n</head>\n<body>\n<main>\n<h1>", style);
  render_escaped(out, results->query);
  put(out, "</h1>\n<p class=\"count\">");
  render_count(out, results, language);
  put(out, "</p>\n");
  for (size_t i = 0; i < results->notes.count; i++) {
    put(out, "<p>");
    render_note(out, &results->notes.notes[i], language);
    put(out, "</p>\n");
  }
  if (!results->suggestion) return;
  put(out, "<p>");
  messages_put(out, language, MESSAGE_DID_YOU_MEAN);
  put(out, " <em>");
  render_escaped(out, results->suggestion);
  put(out, "</em></p>\n");
}

void render_facets_html(FILE *out, const search_facets *facets, messages_language language) {
  facets_one list[FACETS];
  facets_list(facets, list);
  for (size_t i = 0; i < FACETS; i++)
    put_facet(out, messages_of(language, list[i].title), list[i].counts);
}

void render_html(FILE *out, const search_results *results, const render_options *options) {
  put_head(out, results, options->language);
  if (results->hit_count > 0) {
    (void)fprintf(out, "<ol start=\"%zu\">\n", options->offset + 1);
    for (size_t i = 0; i < results->hit_count; i++)
      put_hit(out, &results->hits[i], options);
    put(out, "</ol>\n");
  }
  if (results->has_facets) render_facets_html(out, &results->facets, options->language);
  put(out, "</main>\n</body>\n</html>\n");
}
