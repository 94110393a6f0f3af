/* The overview on the archive's home page, above the latest items: what the archive is, how many items and
 * publishers it has, since when, and when it was last updated.
 * The counts are those of the search for all items. */
#include "render/value.h"
#include "web/page.h"

#include <time.h>

/* Writes a message with a date in its place. */
static void put_dated(const struct call *call, messages_id id, sse_date date) {
  sse_str before, after;
  (void)messages_split(call->request->language, id, 0, &before, &after);
  (void)fprintf(call->out, "<li>%.*s", (int)before.length, before.data);
  languages_put_date(call->out, call->request->language, date);
  (void)fprintf(call->out, "%.*s</li>\n", (int)after.length, after.data);
}

/* The day of a time in UTC, as everywhere. */
static sse_date day_of(int64_t seconds) {
  enum { DAY = 10 };
  char time[RENDER_TIME_SIZE];
  sse_date date = {0};
  if (seconds > 0 && sse_date_parse((sse_str){render_time(seconds, time), DAY}, &date)) return date;
  return (sse_date){0};
}

sse_status home_put(const struct call *call, const search_results *results, sse_error *err) {
  const search_facets *facets = &results->facets;
  int64_t ended;
  sse_status status = index_last_ended(call->index->index, &ended, err);
  sse_date first = {0}, last = day_of(ended);
  if (status) return status;
  if (facets->years.count > 0)
    (void)sse_date_parse(sse_str_of(facets->years.counts[facets->years.count - 1].name), &first);
  answer_put(call, "<section class=\"holds\">\n");
  if (call->options->about) {
    answer_put(call, "<p class=\"about\" dir=\"auto\">");
    render_escaped(call->out, call->options->about);
    answer_put(call, "</p>\n");
  }
  answer_put(call, "<ul>\n<li>");
  links_put_count(call, results->total_is_exact ? MESSAGE_ITEMS : MESSAGE_MORE_ITEMS, results->total);
  answer_put(call, "</li>\n");
  if (facets->sources.count > 1) {
    answer_put(call, "<li>");
    links_put_count(call, MESSAGE_PUBLISHERS, facets->sources.count);
    answer_put(call, "</li>\n");
  }
  if (first.year > 0) put_dated(call, MESSAGE_SINCE, first);
  if (last.year > 0) put_dated(call, MESSAGE_LAST_RUN, last);
  answer_put(call, "</ul>\n</section>\n");
  return SSE_OK;
}
