/* Makes the sources of a run.
 * A list of feeds is replaced by its feeds, and feed:// by the address it stands for.
 * Anything else is used as it is. */
#include "programs/sources.h"
#include "base/log.h"
#include "base/url.h"

#include <stdlib.h>

struct listing {
  struct sources *sources;
  const index_source *list;
};

static sse_status append(struct sources *sources, const index_source *source, sse_error *err) {
  void *all = sources->all;
  if (!sse_array_reserve(&all, &sources->capacity, sources->count + 1, sizeof *sources->all))
    return sse_fail_memory(err);
  sources->all = all;
  sources->all[sources->count++] = *source;
  return SSE_OK;
}

/* Copies a text for as long as the sources live; NULL if memory is short. */
static const char *keep(struct sources *sources, sse_str text) {
  void *texts = sources->texts;
  if (!sse_array_reserve(&texts, &sources->text_capacity, sources->text_count + 1, sizeof *sources->texts))
    return NULL;
  sources->texts = texts;
  char *copy = sse_copy(text);
  if (copy) sources->texts[sources->text_count++] = copy;
  return copy;
}

/* Adds a source whose place may be a feed: address. */
static sse_status add_place(struct sources *sources, const index_source *source, sse_error *err) {
  index_source made = *source;
  sse_buffer address = {0};
  bool is_feed = source_feed_address(source->place, &address);
  if (is_feed && !address.failed) made.place = keep(sources, sse_buffer_str(&address));
  bool failed = address.failed || !made.place;
  sse_buffer_reset(&address);
  return failed ? sse_fail_memory(err) : append(sources, &made, err);
}

static sse_status add_feed(void *context, const char *address, const char *title, sse_error *err) {
  const struct listing *listing = context;
  index_source feed = *listing->list;
  feed.place = keep(listing->sources, sse_str_of(address));
  if (title && !feed.options.source) feed.options.source = keep(listing->sources, sse_str_of(title));
  if (!feed.place || (title && !feed.options.source)) return sse_fail_memory(err);
  return add_place(listing->sources, &feed, err);
}

static void on_problem(void *context, const char *message) {
  (void)context;
  sse_log(SSE_LOG_WARNING, "%s", message);
}

/* Adds the feeds of a list, which is a file or an address. */
static sse_status add_list(struct sources *sources, const index_source *source, sse_error *err) {
  struct listing listing = {sources, source};
  source_feed_list list = {.path = source->place,
                           .name = source->place,
                           .charset = source->options.charset,
                           .context = &listing,
                           .on_feed = add_feed,
                           .on_problem = on_problem};
  if (!sse_url_is_web(sse_str_of(source->place))) return source_read_feed_list(&list, err);
  source_fetcher *fetcher;
  source_fetched fetched = {0};
  sse_status status = source_fetcher_new(&fetcher, err);
  if (!status) status = source_fetch(fetcher, source->place, &source->options, &fetched, err);
  if (!status) {
    list.path = fetched.path;
    list.name = fetched.name.data;
    list.transport_charset = fetched.charset.length > 0 ? fetched.charset.data : NULL;
    status = source_read_feed_list(&list, err);
  }
  source_fetched_remove(&fetched);
  source_fetcher_free(fetcher);
  return status;
}

sse_status sources_add(struct sources *sources, const index_source *source, sse_error *err) {
  return source_is_feed_list(source->place) ? add_list(sources, source, err)
                                            : add_place(sources, source, err);
}

void sources_reset(struct sources *sources) {
  for (size_t i = 0; i < sources->text_count; i++)
    free(sources->texts[i]);
  free(sources->texts);
  free(sources->all);
  *sources = (struct sources){0};
}
