/* The panel of facets: filters by date, publisher, language, tag and archive, those that are set first, each
 * with the number of items that it would leave; and the filters that are set, as links that remove them. Its
 * inputs belong to the search form, so that without a script one button submits everything. */
#include "web/page.h"

#include <stdlib.h>
#include <string.h>

enum {
  SHOWN = 8,          /* values of a kind that are visible at once */
  VALUES_MOST = 1000, /* values that can be unfolded; a script asks for others */
  TAGS_MOST = 200,    /* the same for tags, of which there are more */
  FOUND_MOST = 100
};

/* ---- Results without a filter ------------------------------------------------------------------- */

/* A search that matched all words keeps doing so, as with other links. */
sse_status facet_panel_read(const struct call *call, const search_results *results, struct facet_panel *panel,
                            sse_error *err) {
  sse_status status = SSE_OK;
  *panel = (struct facet_panel){0};
  for (size_t i = 0; i < REQUEST_FILTERS && !status; i++) {
    if (!*request_text_of(call->request, request_filter_texts[i])) continue;
    struct request wider = links_with_filter(call, results, request_filter_texts[i], NULL);
    status = answer_count(call, &wider, true, &panel->wider[i], err);
    panel->set++;
  }
  return status;
}

void facet_panel_reset(struct facet_panel *panel) {
  for (size_t i = 0; i < REQUEST_FILTERS; i++)
    search_results_reset(&panel->wider[i]);
}

/* ---- Values of one kind ------------------------------------------------------------------------- */

/* A kind of filter, and the values to choose from. */
struct group {
  request_text which;
  messages_id name;
  const search_counts *counts;
  const search_results *results;
};

/* Compares two values; tags are compared by their keys. */
static bool is_same(const struct group *group, sse_str a, sse_str b) {
  return group->which == REQUEST_TAG ? index_tag_key(a) == index_tag_key(b) : sse_str_equal(a, b);
}

static bool is_set(const struct call *call, const struct group *group, sse_str value) {
  sse_str one;
  for (size_t position = 0; request_next_value(call->request, group->which, &position, &one);)
    if (is_same(group, one, value)) return true;
  return false;
}

/* Left out if memory is short. */
static void put_name(const struct call *call, request_text which, const char *value) {
  char *name = links_value_name(call, which, sse_str_of(value));
  answer_put(call, "<span class=\"value\" dir=\"auto\"");
  if (which == REQUEST_LANG) {
    answer_put(call, " lang=\"");
    render_escaped(call->out, value);
    answer_put(call, "\"");
  }
  answer_put(call, ">");
  render_escaped(call->out, name ? name : "");
  answer_put(call, "</span>");
  free(name);
}

static void put_number(const struct call *call, size_t number) {
  char digits[LANGUAGES_NUMBER_SIZE];
  (void)fprintf(call->out, " <span class=\"number\">%s</span>",
                languages_number(call->request->language, number, digits));
}

static void put_value(const struct call *call, const struct group *group, const char *value, bool set,
                      const size_t *number) {
  (void)fprintf(call->out, "<li><label><input type=\"checkbox\" form=\"search\" name=\"%s\" value=\"",
                request_name_of(group->which));
  render_escaped_value(call->out, value);
  answer_put(call, set ? "\" checked>" : "\">");
  put_name(call, group->which, value);
  if (number) put_number(call, *number);
  answer_put(call, "</label></li>\n");
}

/* The number of items with a value that is set; NULL if unknown. */
static const size_t *number_of(const struct group *group, sse_str value, bool is_only) {
  static const size_t none = 0;
  for (size_t i = 0; group->counts && i < group->counts->count; i++)
    if (is_same(group, value, sse_str_of(group->counts->counts[i].name)))
      return &group->counts->counts[i].count;
  if (is_only) return &group->results->total;
  return group->counts ? &none : NULL;
}

/* Writes the values that are set; returns their number. */
static size_t put_set(const struct call *call, const struct group *group) {
  bool is_only = !strchr(request_text_of(call->request, group->which), '\n');
  size_t count = 0;
  sse_str value;
  for (size_t position = 0; request_next_value(call->request, group->which, &position, &value); count++) {
    char *copy = sse_copy(value); /* left out if memory is short */
    if (copy) put_value(call, group, copy, true, number_of(group, value, is_only));
    free(copy);
  }
  return count;
}

/* Writes up to `most` values that are not set, from `first` on; returns the position after the last one. */
static size_t put_others(const struct call *call, const struct group *group, size_t first, size_t most) {
  size_t at = first;
  for (; group->counts && at < group->counts->count && most > 0; at++) {
    const search_count *one = &group->counts->counts[at];
    if (is_set(call, group, sse_str_of(one->name)) || !request_may_be(group->which, sse_str_of(one->name)))
      continue;
    put_value(call, group, one->name, false, &one->count);
    most--;
  }
  return at;
}

/* Writes the address of the API at which a script finds the values that are not listed, by `facet_query`. */
static void put_address(const struct call *call, const struct group *group) {
  struct request wider = links_with_filter(call, group->results, group->which, NULL);
  sse_buffer path = {0}, link = {0};
  wider.has_language = wider.has_limit = false;
  wider.offset = 0;
  sse_buffer_printf(&path, "%sapi/search?limit=0&facet=%s&facet_limit=%d", call->root,
                    request_name_of(group->which), FOUND_MOST);
  if (!path.failed) request_link(&wider, path.data, &link);
  answer_put(call, " data-more=\"");
  render_escaped(call->out, link.failed || !link.data ? "" : link.data);
  answer_put(call, "\"");
  sse_buffer_reset(&path);
  sse_buffer_reset(&link);
}

/* Writes the values from `next` on, folded. */
static void put_more(const struct call *call, const struct group *group, size_t next) {
  const size_t most = group->which == REQUEST_TAG ? TAGS_MOST : VALUES_MOST;
  size_t left = 0;
  for (size_t i = next; group->counts && i < group->counts->count; i++)
    left += !is_set(call, group, sse_str_of(group->counts->counts[i].name));
  if (left == 0) return;
  const char *name = request_name_of(group->which);
  (void)fprintf(call->out, "<details class=\"more\" id=\"more-%s\"", name);
  if (left > most) put_address(call, group);
  answer_put(call, ">\n<summary>");
  messages_put_count(call->out, call->request->language, MESSAGE_MORE_VALUES, left);
  answer_put(call, "</summary>\n<ul>\n");
  (void)put_others(call, group, next, most);
  answer_put(call, "</ul>\n</details>\n");
}

static void put_group(const struct call *call, const struct group *group) {
  const char *name = request_name_of(group->which);
  bool has_set = *request_text_of(call->request, group->which) != '\0';
  if (!has_set && (!group->counts || group->counts->count < 2)) return;
  (void)fprintf(call->out, "<fieldset class=\"group\" id=\"by-%s\">\n<legend>", name);
  links_put_message(call, group->name);
  answer_put(call, "</legend>\n<ul>\n");
  size_t set = put_set(call, group);
  size_t next = put_others(call, group, 0, set < SHOWN ? SHOWN - set : 0);
  answer_put(call, "</ul>\n");
  put_more(call, group, next);
  answer_put(call, "</fieldset>\n");
}

/* ---- Dates -------------------------------------------------------------------------------------- */

static void put_day(const struct call *call, unsigned which, messages_id label, sse_date date) {
  char day[SSE_DATE_SIZE];
  sse_date_format(date, day);
  answer_put(call, "<label>");
  links_put_message(call, label);
  (void)fprintf(call->out, " <input type=\"date\" form=\"search\" name=\"%s\" value=\"%s\"></label>\n",
                request_name_of(which), day);
}

/* A range that two date fields cannot express, such as the last thirty days, is kept in a hidden field. */
static void put_dates(const struct call *call, const search_results *results, const search_facets *facets) {
  const char *date = request_text_of(call->request, REQUEST_DATE);
  struct dates range = {{0}, {0}};
  bool has_days = dates_read(date, &range);
  if (!*date && facets->years.count == 0) return;
  answer_put(call, "<fieldset class=\"group\" id=\"by-date\">\n<legend>");
  links_put_message(call, MESSAGE_DATE);
  answer_put(call, "</legend>\n");
  timeline_put(call, results, facets, has_days ? &range : NULL);
  answer_put(call, "<p class=\"days\">");
  put_day(call, REQUEST_FROM, MESSAGE_FROM, range.first);
  put_day(call, REQUEST_TO, MESSAGE_TO, range.last);
  answer_put(call, "</p>\n");
  if (*date && !has_days) {
    answer_put(call, "<input type=\"hidden\" form=\"search\" name=\"date\" value=\"");
    render_escaped(call->out, date);
    answer_put(call, "\">\n");
  }
  answer_put(call, "</fieldset>\n");
}

/* ---- The whole panel ---------------------------------------------------------------------------- */

/* The facets for the values of a filter: those of the search without that filter. */
static const search_facets *facets_of(const search_results *results, const struct facet_panel *panel,
                                      request_text which) {
  for (size_t i = 0; i < REQUEST_FILTERS; i++)
    if (request_filter_texts[i] == which && panel->wider[i].has_facets) return &panel->wider[i].facets;
  return &results->facets;
}

static void put_head(const struct call *call, const search_results *results) {
  answer_put(call, "<div class=\"head\">\n<h2>");
  links_put_message(call, MESSAGE_FILTERS);
  answer_put(call, "</h2>\n<p>");
  messages_put_count(call->out, call->request->language,
                     results->total_is_exact ? MESSAGE_ITEMS : MESSAGE_MORE_ITEMS, results->total);
  answer_put(call, "</p>\n<button type=\"button\" class=\"close\" popovertarget=\"filters\" "
                   "popovertargetaction=\"hide\">");
  links_put_message(call, MESSAGE_SHOW_RESULTS);
  answer_put(call, "</button>\n</div>\n");
}

/* A search that matched all words keeps doing so, as with other links. */
static void put_apply(const struct call *call, const search_results *results) {
  const struct request filtered = links_with_filter(call, results, REQUEST_DATE, NULL);
  answer_put(call, "<p class=\"apply\"><button form=\"search\"");
  if (filtered.has_match)
    (void)fprintf(call->out, " name=\"%s\" value=\"%s\"", request_name_of(REQUEST_MATCH),
                  search_match_names[filtered.match]);
  answer_put(call, ">");
  links_put_message(call, MESSAGE_APPLY);
  answer_put(call, "</button></p>\n");
}

bool facet_panel_has_any(const search_results *results, const struct facet_panel *panel) {
  const search_facets *facets = &results->facets;
  return panel->set > 0 || facets->years.count > 0 || facets->sources.count > 1 ||
         facets->languages.count > 1 || facets->tags.count > 1 || facets->archives.count > 1;
}

/* How many values of filters are set. */
static size_t count_set(const struct call *call) {
  size_t count = 0;
  sse_str value;
  for (size_t i = 0; i < REQUEST_FILTERS; i++)
    for (size_t position = 0; request_next_value(call->request, request_filter_texts[i], &position, &value);)
      count++;
  return count;
}

void facet_panel_put_button(const struct call *call) {
  const size_t set = count_set(call);
  answer_put(call, "<button type=\"button\" class=\"open-filters\" popovertarget=\"filters\">");
  links_put_message(call, MESSAGE_FILTERS);
  if (set > 0) (void)fprintf(call->out, " (%zu)", set);
  answer_put(call, "</button>\n");
}

void facet_panel_put(const struct call *call, const search_results *results,
                     const struct facet_panel *panel) {
  const search_facets *sources = facets_of(results, panel, REQUEST_SOURCE);
  const search_facets *languages = facets_of(results, panel, REQUEST_LANG);
  const search_facets *tags = facets_of(results, panel, REQUEST_TAG);
  const search_facets *archives = facets_of(results, panel, REQUEST_ARCHIVE);
  const struct group groups[] = {{REQUEST_SOURCE, MESSAGE_SOURCE, &sources->sources, results},
                                 {REQUEST_LANG, MESSAGE_LANGUAGE, &languages->languages, results},
                                 {REQUEST_TAG, MESSAGE_TAGS, &tags->tags, results},
                                 {REQUEST_ARCHIVE, MESSAGE_ARCHIVE, &archives->archives, results}};
  if (!facet_panel_has_any(results, panel)) return;
  answer_put(call, "<aside id=\"filters\" popover aria-label=\"");
  links_put_message(call, MESSAGE_NARROW);
  answer_put(call, "\" data-find=\"");
  links_put_message(call, MESSAGE_FIND_VALUE);
  answer_put(call, "\" data-shown=\"");
  links_put_message(call, MESSAGE_VALUES_SHOWN);
  answer_put(call, "\">\n");
  put_head(call, results);
  put_dates(call, results, facets_of(results, panel, REQUEST_DATE));
  for (size_t i = 0; i < sizeof groups / sizeof *groups; i++)
    put_group(call, &groups[i]);
  put_apply(call, results);
  answer_put(call, "</aside>\n");
}

/* ---- Filters that are set ----------------------------------------------------------------------- */

/* Writes a value of a filter, with the link to the search without it; left out if memory is short. */
static void put_filter(const struct call *call, request_text which, sse_str value) {
  struct request other = *call->request; /* a shallow copy */
  char *text = sse_copy(value), *name = links_value_name(call, which, value);
  other.texts[which] = request_text_without(call->request, which, value);
  other.offset = 0;
  if (text && name && other.texts[which]) {
    answer_put(call, "<li><a");
    links_put_href(call, "", &other);
    answer_put(call, " aria-label=\"");
    links_put_message_with(call, MESSAGE_REMOVE, name);
    answer_put(call, "\">");
    put_name(call, which, text);
    answer_put(call, " <span aria-hidden=\"true\">×</span></a></li>\n");
  }
  free(other.texts[which]);
  free(name);
  free(text);
}

void facet_panel_put_filters(const struct call *call) {
  if (!request_has_filters(call->request)) return;
  const struct request none = links_without_filters(call);
  answer_put(call, "<ul class=\"chips\">\n");
  for (size_t i = 0; i < REQUEST_FILTERS; i++) {
    sse_str value;
    for (size_t position = 0; request_next_value(call->request, request_filter_texts[i], &position, &value);)
      put_filter(call, request_filter_texts[i], value);
  }
  answer_put(call, "<li><a class=\"clear\"");
  links_put_href(call, "", &none);
  answer_put(call, ">");
  links_put_message(call, MESSAGE_CLEAR_ALL);
  answer_put(call, "</a></li>\n</ul>\n");
}
