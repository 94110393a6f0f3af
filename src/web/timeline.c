/* Hits over time, as a drawing of bars. Each is a link that narrows the search to its time; who uses a
 * keyboard or a screen reader has the same links as a list, so the drawing is left out for them. */
#include "web/page.h"

#include <stdlib.h>

enum {
  MONTHS = 12,
  BARS_MOST = 20 * MONTHS, /* more than that are too thin to be hit, so they are years */
  HEIGHT = 100,
  LEAST = 3 /* of a bar, so that one item can be seen */
};

static void put(const struct call *call, const char *text) {
  (void)fputs(text, call->out);
}

/* Months since year 0, or years. */
static long place_of(const char *name, bool by_month) {
  sse_date date;
  if (!sse_date_parse(sse_str_of(name), &date)) return 0;
  return by_month ? (long)date.year * MONTHS + date.month - 1 : date.year;
}

/* The bar of a count: a place to hit as high as the drawing, and what is to be seen. */
static void put_bar(const struct call *call, const search_results *results, const search_count *count,
                    long place, size_t most) {
  struct request other = links_narrowed(call, results, REQUEST_DATE, count->name);
  size_t height = count->count * HEIGHT / most;
  if (height < LEAST) height = LEAST;
  put(call, "<a tabindex=\"-1\"");
  links_put_href(call, "", &other);
  (void)fprintf(call->out,
                "><title>%s: %zu</title><rect class=\"place\" x=\"%ld\" y=\"0\" width=\"1\" height=\"%d\"/>"
                "<rect class=\"bar\" x=\"%ld.1\" y=\"%zu\" width=\"0.8\" height=\"%zu\"/></a>\n",
                count->name, count->count, place, HEIGHT, place, HEIGHT - height, height);
}

void timeline_put(const struct call *call, const search_results *results) {
  const search_facets *facets = &results->facets;
  const search_counts *counts = &facets->months;
  size_t most = 1;
  bool by_month = true;
  if (counts->count > 0 &&
      place_of(counts->counts[0].name, true) - place_of(counts->counts[counts->count - 1].name, true) >=
          BARS_MOST) {
    counts = &facets->years;
    by_month = false;
  }
  if (counts->count < 2) return;
  const char *first_name = counts->counts[counts->count - 1].name, *last_name = counts->counts[0].name;
  long first = place_of(first_name, by_month), bars = place_of(last_name, by_month) - first + 1;
  for (size_t i = 0; i < counts->count; i++)
    if (counts->counts[i].count > most) most = counts->counts[i].count;
  put(call, "<figure class=\"timeline\" aria-hidden=\"true\">\n");
  (void)fprintf(call->out, "<svg viewBox=\"0 0 %ld %d\" preserveAspectRatio=\"none\">\n", bars, HEIGHT);
  for (size_t i = counts->count; i-- > 0;)
    put_bar(call, results, &counts->counts[i], place_of(counts->counts[i].name, by_month) - first, most);
  (void)fprintf(call->out, "</svg>\n<figcaption><span>%s</span> <span>%s</span></figcaption>\n</figure>\n",
                first_name, last_name);
}
