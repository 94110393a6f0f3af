/* Requests of a person to take items down, and to let one be indexed again.
 * They are separate from withdrawn.c, since programs that only search need no part of a run.
 * The run works on a draft, as all runs do. */
#include "index/indexing.h"
#include "index/upgrade.h"
#include "index/withdrawn.h"

#include <time.h>

static sse_status withdraw(struct run *run, void *context, sse_error *err) {
  run->withdrawal = context;
  run->takes_over = true;
  sse_status status = run_make_draft(run, true, err);
  run->report->removed = run->withdrawal->removed;
  return status;
}

sse_status index_withdraw(const char *path, const char *const *ids, size_t count, const char *reason,
                          size_t *removed, sse_error *err) {
  const index_options options = {0};
  index_report report = {0};
  withdrawal what = {.ids = ids, .count = count, .reason = reason, .now = time(NULL)};
  sse_status status = run_edit(path, &options, withdraw, &what, &report, err);
  *removed = what.removed;
  index_report_reset(&report);
  return status;
}

static sse_status give_back(struct run *run, void *context, sse_error *err) {
  const char *id = context;
  bool found = false;
  sse_status status = run_make_draft(run, false, err);
  if (!status) status = withdrawn_give_back(run->db, id, &found, err);
  if (!status && !found)
    status = sse_fail(err, SSE_NOT_FOUND,
                      "no withdrawn item has the id '%.100s'; sseindex --stats lists them", id);
  return status ? status : upgrade_forget_reading(run->db, err);
}

sse_status index_restore_withdrawn(const char *path, const char *id, sse_error *err) {
  const index_options options = {0};
  index_report report = {0};
  sse_status status = run_edit(path, &options, give_back, (void *)id, &report, err); /* it is only read */
  index_report_reset(&report);
  return status;
}
