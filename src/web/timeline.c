/* Hits over time: a bar for each year, the latest first, and for each month if they are all of one year.
 * Each is a link that narrows the search to its period, or widens it again if it is set. A script makes
 * ranges of several. */
#include "web/page.h"

#include <stdlib.h>
#include <string.h>

enum { SHOWN = 10 /* years that are visible at once */ };

/* The data of the timeline. */
struct timeline {
  const struct call *call;
  const search_results *results;
  const search_facets *facets;
  const struct dates *range; /* the range that is set; NULL if none is, or bars cannot show it */
};

/* Returns true if the period of that name is within the range that is set. */
static bool is_set(const struct timeline *timeline, const char *name) {
  sse_date date;
  return timeline->range && sse_date_parse(sse_str_of(name), &date) && dates_have(timeline->range, date);
}

/* Writes a bar; its length is relative to the longest one. */
static void put_bar(const struct timeline *timeline, const search_count *count, bool set, size_t most) {
  const struct call *call = timeline->call;
  char digits[LANGUAGES_NUMBER_SIZE];
  char *name = links_value_name(call, REQUEST_DATE, sse_str_of(count->name)); /* no HTML is in it */
  bool is_all = strcmp(request_text_of(call->request, REQUEST_DATE), count->name) == 0;
  const struct request other =
      links_with_filter(call, timeline->results, REQUEST_DATE, is_all ? NULL : count->name);
  answer_put(call, "<a");
  links_put_href(call, "", &other);
  (void)fprintf(call->out,
                " data-date=\"%s\"%s><span class=\"value\">%s</span> "
                "<svg viewBox=\"0 0 100 1\" preserveAspectRatio=\"none\" aria-hidden=\"true\" "
                "focusable=\"false\"><rect width=\"%zu\" height=\"1\"/></svg> "
                "<span class=\"number\">%s</span></a>",
                count->name, set ? " aria-current=\"true\"" : "", name ? name : count->name,
                (count->count * 100 + most - 1) / most,
                languages_number(call->request->language, count->count, digits));
  free(name);
}

/* The largest count of those whose name begins with a year; "" for all. */
static size_t most_of(const search_counts *counts, const char *year) {
  size_t most = 1;
  for (size_t i = 0; i < counts->count; i++)
    if (strncmp(counts->counts[i].name, year, strlen(year)) == 0 && counts->counts[i].count > most)
      most = counts->counts[i].count;
  return most;
}

/* Writes the months of a year, with bars relative to the largest month. They are not marked as set if the
 * whole year is. */
static void put_months(const struct timeline *timeline, const search_count *year) {
  const search_counts *months = &timeline->facets->months;
  const size_t length = strlen(year->name), most = most_of(months, year->name);
  const bool all = is_set(timeline, year->name);
  bool begun = false;
  for (size_t i = 0; i < months->count; i++) {
    const search_count *month = &months->counts[i];
    if (strncmp(month->name, year->name, length) != 0) continue;
    answer_put(timeline->call, begun ? "<li>" : "\n<ol class=\"months\">\n<li>");
    put_bar(timeline, month, !all && is_set(timeline, month->name), most);
    answer_put(timeline->call, "</li>\n");
    begun = true;
  }
  answer_put(timeline->call, begun ? "</ol>\n" : "");
}

/* Returns true for a year if it is the only one, or if the range that is set is within it. */
static bool is_alone(const struct timeline *timeline, const char *year) {
  const struct dates *range = timeline->range;
  sse_date date;
  if (timeline->facets->years.count == 1) return true;
  return range && range->first.year == range->last.year && sse_date_parse(sse_str_of(year), &date) &&
         date.year == range->first.year;
}

static void put_years(const struct timeline *timeline, size_t first, size_t last) {
  const search_counts *years = &timeline->facets->years;
  const size_t most = most_of(years, "");
  answer_put(timeline->call, "<ol class=\"years\">\n");
  for (size_t i = first; i < last; i++) {
    answer_put(timeline->call, "<li>");
    put_bar(timeline, &years->counts[i], is_set(timeline, years->counts[i].name), most);
    if (is_alone(timeline, years->counts[i].name)) put_months(timeline, &years->counts[i]);
    answer_put(timeline->call, "</li>\n");
  }
  answer_put(timeline->call, "</ol>\n");
}

void timeline_put(const struct call *call, const search_results *results, const search_facets *facets,
                  const struct dates *range) {
  const struct timeline timeline = {call, results, facets, range};
  size_t count = facets->years.count, shown = count > SHOWN ? SHOWN : count;
  if (count == 0) return;
  answer_put(call, "<div class=\"timeline\">\n");
  put_years(&timeline, 0, shown);
  if (shown < count) {
    answer_put(call, "<details class=\"more\" id=\"more-years\">\n<summary>");
    messages_put_count(call->out, call->request->language, MESSAGE_MORE_VALUES, count - shown);
    answer_put(call, "</summary>\n");
    put_years(&timeline, shown, count);
    answer_put(call, "</details>\n");
  }
  answer_put(call, "</div>\n");
}
