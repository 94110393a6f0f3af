/* One source: is it unchanged, and if not, its items go into the tables. A file is recognised by its time and
 * size, else by its bytes; an address by its validators, else by its bytes. Items reach the tables only once
 * a batch is full, so that a source that cannot be read leaves no trace. */
#include "index/reading.h"
#include "base/url.h"
#include "index/intake.h"
#include "index/places.h"

#include <stdlib.h>
#include <string.h>

static void add_report(index_report *report, const index_report *part) {
  report->files++;
  report->added += part->added;
  report->updated += part->updated;
  report->unchanged += part->unchanged;
  report->withdrawn += part->withdrawn;
  report->skipped += part->skipped;
  report->repaired += part->repaired;
}

/* Looks up what is known about the file. */
static sse_status look_up(struct reading *reading, sse_error *err) {
  struct run *run = reading->run;
  sse_status status = sources_find(run->sources, reading->key, &reading->row, err);
  if (!status) status = run_mark_present(run, reading->row.number, err);
  if (status) reading->stopped = true;
  return status;
}

/* Compares the bytes of `path`, the current contents of the source, with those read last time. */
static sse_status compare_bytes(struct reading *reading, const char *path, bool *is_same, sse_error *err) {
  source_row *row = &reading->row;
  unsigned char hash[SOURCES_HASH_SIZE];
  memcpy(hash, reading->root->options_hash, sizeof hash);
  sse_status status = sources_hash_bytes(path, hash, err);
  if (status) return status;
  *is_same = row->is_hashed && memcmp(row->hash, hash, sizeof hash) == 0;
  row->is_hashed = true;
  memcpy(row->hash, hash, sizeof hash);
  return SSE_OK;
}

/* Returns true if the source was last read with the same options. */
static bool has_same_options(const struct reading *reading) {
  return reading->row.is_hashed &&
         memcmp(reading->row.hash + SOURCES_OPTIONS, reading->root->options_hash + SOURCES_OPTIONS,
                SOURCES_OPTIONS) == 0;
}

/* A sales or maintenance page in place of a feed is not news; with --format it is assumed to be intended. */
static void expect_feed(const struct reading *reading, source_options *options) {
  const source_row *row = &reading->row;
  if (!options->format && strcmp(row->format, "feed") == 0) options->expected_format = row->format;
}

/* Returns true if the file has the time and size that it had when it was read. */
static bool seems_same(const struct reading *reading) {
  const struct file *file = reading->file;
  const source_row *row = &reading->row;
  return has_same_options(reading) && row->size == (int64_t)file->size && row->changed != 0 &&
         row->changed == file->changed;
}

void reading_prepare(struct run *run, const struct file *file) {
  struct reading reading = {.run = run, .file = file, .root = &run->places.roots[file->root]};
  sse_error ignored;
  if (strcmp(file->path, "-") == 0 || sse_url_is_web(sse_str_of(file->path))) return;
  sse_status status = places_key(&run->places, file, &reading.key, &ignored);
  if (!status) status = sources_find(run->sources, reading.key, &reading.row, &ignored);
  if (!status && !seems_same(&reading))
    source_ahead_start(run->ahead, file->path, &reading.root->source->options);
  sources_row_reset(&reading.row);
  free(reading.key);
}

/* A file is recognised by time and size, else by its bytes. */
static sse_status read_file(struct reading *reading, sse_error *err) {
  const struct file *file = reading->file;
  const source_row *row = &reading->row;
  bool is_input = strcmp(file->path, "-") == 0, is_same = !is_input && seems_same(reading);
  sse_status status = SSE_OK;
  if (!is_same && !is_input) status = compare_bytes(reading, file->path, &is_same, err);
  if (status) return status;
  source_options options = reading->root->source->options;
  options.ahead = reading->run->ahead;
  options.provenance = reading->run->options->rebuild; /* a rebuild may restore an export */
  expect_feed(reading, &options);
  if (!is_same) return intake_read(reading, NULL, &options, err);
  reading->report.unchanged = row->items;
  return SSE_OK;
}

/* Tells the user what there is to know about an address. */
static sse_status report_notice(struct reading *reading, const source_fetched *fetched, sse_error *err) {
  sse_buffer message = {0};
  sse_url_append_redacted(&message, sse_str_of(reading->file->path));
  sse_buffer_printf(&message, ": %s", fetched->notice.data);
  if (!message.failed) run_problem(reading->run, message.data);
  sse_status status = message.failed ? sse_fail_memory(err) : SSE_OK;
  sse_buffer_reset(&message);
  return status;
}

/* Decides whether an address and what it led to are unchanged. If only the latter changed, the address is
 * fetched again, since its file is empty. */
static sse_status compare_answer(struct reading *reading, source_fetched *fetched, bool *is_same,
                                 sse_error *err) {
  struct run *run = reading->run;
  const source_options *options = &reading->root->source->options;
  bool was_same = fetched->is_same, ignored;
  sse_status status = SSE_OK;
  *is_same = was_same;
  if (!was_same) status = compare_bytes(reading, fetched->path, is_same, err);
  if (!status && *is_same)
    status = source_trail_check(run->fetcher, options, sse_buffer_str(&reading->row.trail), is_same, err);
  if (status || *is_same || !was_same) return status;
  source_fetched_remove(fetched);
  fetched->etag[0] = fetched->modified[0] = '\0';
  status = source_fetch(run->fetcher, reading->file->path, options, fetched, err);
  return status ? status : compare_bytes(reading, fetched->path, &ignored, err);
}

/* Reads an answer. Messages name the address requested; links are relative to the one that answered. */
static sse_status read_answer(struct reading *reading, source_fetched *fetched, sse_error *err) {
  source_row *row = &reading->row;
  source_options options = reading->root->source->options;
  bool is_same = false, was_reported = row->format[0] != '\0';
  expect_feed(reading, &options);
  sse_status status = compare_answer(reading, fetched, &is_same, err);
  if (status) return status;
  memcpy(row->etag, fetched->etag, sizeof fetched->etag);
  memcpy(row->modified, fetched->modified, sizeof fetched->modified);
  was_reported = was_reported && fetched->is_feed_of_page;
  if (is_same) {
    reading->report.unchanged = row->items;
  } else {
    status = intake_read(reading, fetched, &options, err);
  }
  /* An answer that cannot be read is not where the source has moved to. */
  if (!status && fetched->notice.length > 0 && !was_reported) status = report_notice(reading, fetched, err);
  return status;
}

/* An address is recognised by its validators, else by its bytes. */
static sse_status read_address(struct reading *reading, sse_error *err) {
  struct run *run = reading->run;
  const source_row *row = &reading->row;
  source_fetched fetched = {0};
  sse_status status = run->fetcher ? SSE_OK : source_fetcher_new(&run->fetcher, err);
  if (!status && has_same_options(reading)) {
    memcpy(fetched.etag, row->etag, sizeof fetched.etag);
    memcpy(fetched.modified, row->modified, sizeof fetched.modified);
    sse_buffer_append_str(&fetched.trail, sse_buffer_str(&row->trail));
    if (fetched.trail.failed) status = sse_fail_memory(err);
  }
  if (!status)
    status = source_fetch(run->fetcher, reading->file->path, &reading->root->source->options, &fetched, err);
  if (!status) status = read_answer(reading, &fetched, err);
  source_fetched_remove(&fetched);
  return status;
}

/* The source is unchanged, except perhaps for its group; what was left out of it counts again. */
static sse_status keep_as_it_was(struct reading *reading, sse_error *err) {
  struct run *run = reading->run;
  const index_source *source = reading->root->source;
  bool has = false;
  sse_status status = sources_losses(run->sources, reading->row.number, &run->report->losses, err);
  if (!status) status = sources_has_group(run->sources, reading->row.number, source->group, &has, err);
  if (!status && !has) status = run_make_draft(run, false, err);
  reading->row.label = source->options.source;
  reading->row.group = source->group;
  if (!status && !has) status = sources_put(run->sources, reading->key, &reading->row, err);
  if (status) reading->stopped = true;
  return status;
}

/* Reports, once, that nothing new has come for as long as the source allows. */
static void report_quiet(const struct reading *reading, source_health *health) {
  enum { DAY_S = 86400 };
  unsigned days = reading->root->source->quiet_days;
  int64_t last_new = reading->row.last_new;
  sse_error message;
  bool is_empty = reading->row.items == 0;
  if (days == 0 || last_new == 0 || health->reported == last_new) return;
  if (!is_empty && reading->run->started - last_new < (int64_t)days * DAY_S) return;
  if (is_empty) {
    (void)sse_fail(&message, SSE_INVALID, "%s: has no items", reading->file->path);
  } else {
    (void)sse_fail(&message, SSE_INVALID, "%s: nothing new for %u days", reading->file->path, days);
  }
  run_problem(reading->run, message.message);
  health->reported = last_new;
}

/* Records whether the source answered. A source that is a file is listed only while it fails. */
static sse_status note_health(const struct reading *reading, bool failed, bool has_gone, sse_error *err) {
  struct run *run = reading->run;
  bool is_noted =
      failed || sse_url_is_web(sse_str_of(reading->file->path)) || reading->root->source->quiet_days > 0;
  if (!is_noted) {
    health_forget(&run->health, reading->key);
    return SSE_OK;
  }
  source_health *health = health_of(&run->health, reading->key);
  if (!health) return sse_fail_memory(err);
  health->failed = failed ? health->failed + 1 : 0;
  health->gone = has_gone ? intake_options_hash(reading->root) : 0;
  if (reading->report.added > 0) health->reported = 0;
  if (!failed) {
    health->last_answer = run->started;
    report_quiet(reading, health);
  }
  return SSE_OK;
}

/* An address that has never been readable is listed among the sources too. */
static sse_status list_unread(struct reading *reading, sse_error *err) {
  struct run *run = reading->run;
  if (reading->row.number > 0 || !sse_url_is_web(sse_str_of(reading->file->path))) return SSE_OK;
  sse_status status = run_make_draft(run, false, err);
  if (!status) status = sources_put(run->sources, reading->key, &reading->row, err);
  return status ? status : run_mark_present(run, reading->row.number, err);
}

/* Returns true if the server reported the address as gone: it is requested again only with --force, or once
 * its configuration has changed. */
static bool is_gone(const struct reading *reading) {
  const source_health *health = health_find(&reading->run->health, reading->key);
  return health && health->gone == intake_options_hash(reading->root) && !reading->run->options->force;
}

sse_status reading_run(struct run *run, const struct file *file, sse_error *err) {
  struct reading reading = {.run = run, .file = file, .root = &run->places.roots[file->root]};
  sse_error failure;
  sse_status status = places_key(&run->places, file, &reading.key, &failure);
  if (!status) status = look_up(&reading, &failure);
  if (!status)
    status = is_gone(&reading)                        ? SSE_OK
             : sse_url_is_web(sse_str_of(file->path)) ? read_address(&reading, &failure)
                                                      : read_file(&reading, &failure);
  if (!status && !reading.begun) status = keep_as_it_was(&reading, &failure);
  pipeline_discard(run->pipeline);
  if (!status && is_gone(&reading)) {
    reading.report.unchanged = reading.row.items;
    add_report(run->report, &reading.report);
  } else if (!status) {
    add_report(run->report, &reading.report);
    status = note_health(&reading, false, false, err);
  } else if (reading.stopped || status == SSE_NO_MEMORY) {
    *err = failure;
  } else {
    run->report->failed++;
    run_problem(run, failure.message);
    if (reading.begun) pipeline_forget_words(run->pipeline); /* those of the sources before are written */
    status = reading.begun ? items_undo(run->items, err) : SSE_OK;
    if (!status) status = list_unread(&reading, err);
    if (!status) status = run_mark_broken(run, reading.row.number, err);
    if (!status) status = note_health(&reading, true, failure.status == SSE_GONE, err);
  }
  run->done += file->size;
  index_report_reset(&reading.report);
  portions_reset(&reading.portions);
  follow_free(reading.follow);
  sources_row_reset(&reading.row);
  free(reading.key);
  return status;
}
