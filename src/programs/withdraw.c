/* --withdraw: finds the items meant, then has the index take them down.
 * An existing id is never read as a query, and a query that is not understood completely takes nothing.
 * With --dry-run the ids and headlines are printed, one item per line. */
#include "programs/withdraw.h"
#include "programs/common.h"
#include "search/search.h"

#include <stdio.h>
#include <stdlib.h>

struct found {
  search_results results;
  search_hit one; /* found by its id */
  const char **ids;
  size_t count, items; /* all items in the index */
};

static sse_status take_ids(struct found *found, sse_error *err) {
  size_t count = found->results.hit_count;
  found->ids = calloc(count + 1, sizeof *found->ids);
  if (!found->ids) return sse_fail_memory(err);
  if (found->one.id) found->ids[found->count++] = found->one.id;
  for (size_t i = 0; i < count; i++)
    found->ids[found->count++] = found->results.hits[i].id;
  return SSE_OK;
}

/* Counts first, since counting is exact only if no hits are requested. */
static sse_status search(index_db *index, const char *query, struct found *found, sse_error *err) {
  search_options options = {.match = SEARCH_MATCH_ALL, .sort = SEARCH_NEWEST, .today = sse_date_today()};
  sse_status status = search_run(index, query, &options, &found->results, err);
  if (status) return status;
  if (found->results.notes.count > 0 || found->results.notes.is_unreadable)
    return sse_fail(err, SSE_INVALID, "--withdraw: '%.200s' cannot be taken as it is written: %s", query,
                    found->results.notes.count > 0 ? found->results.notes.notes[0].text
                                                   : "a filter is not known");
  options.limit = found->results.total;
  search_results_reset(&found->results);
  return options.limit > 0 ? search_run(index, query, &options, &found->results, err) : SSE_OK;
}

static sse_status find(index_db *index, const char *what, struct found *found, sse_error *err) {
  index_stats stats = {0};
  sse_status status = search_item(index, NULL, what, false, &found->one, err);
  if (status == SSE_NOT_FOUND) {
    err->status = SSE_OK; /* not being an id is not an error */
    status = search(index, what, found, err);
  }
  if (!status) status = index_describe(index, &stats, err);
  found->items = stats.items;
  index_stats_reset(&stats);
  return status ? status : take_ids(found, err);
}

static sse_status check(const withdraw_options *options, const struct found *found, sse_error *err) {
  if (found->count == 0) {
    return sse_fail(err, SSE_NOT_FOUND, "--withdraw: no item has the id '%.200s' or matches it as a query",
                    options->what);
  }
  bool is_much = found->count > 1 && found->count * 100 > found->items * options->most_percent;
  if (is_much && !options->force && !options->dry_run) {
    return sse_fail(err, SSE_INVALID,
                    "--withdraw: that would be %zu of %zu items, more than %u percent; --dry-run lists them, "
                    "--force withdraws them anyway",
                    found->count, found->items, options->most_percent);
  }
  return SSE_OK;
}

static void print_item(const search_hit *item) {
  program_print(stdout, "", item->id, "\t");
  program_print(stdout, "", item->title.text, "\n");
}

static void print_list(const struct found *found) {
  if (found->one.id) print_item(&found->one);
  for (size_t i = 0; i < found->results.hit_count; i++)
    print_item(&found->results.hits[i]);
}

sse_status withdraw_items(const char *path, const withdraw_options *options, sse_error *err) {
  index_db *index = NULL;
  struct found found = {0};
  size_t removed = 0;
  sse_status status = index_open(path, &index, err);
  if (!status) status = find(index, options->what, &found, err);
  if (!status) status = check(options, &found, err);
  index_close(index);
  if (!status && options->dry_run) {
    print_list(&found);
    removed = found.count;
  } else if (!status) {
    status = index_withdraw(path, found.ids, found.count, options->reason, &removed, err);
  }
  if (!status && !options->quiet)
    (void)printf("%s%zu %s withdrawn\n", options->dry_run ? "Would be: " : "", removed,
                 removed == 1 ? "item" : "items");
  free(found.ids);
  search_hit_reset(&found.one);
  search_results_reset(&found.results);
  return status;
}
