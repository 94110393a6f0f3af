/* One source: is it as it was, and if not, its items into the tables. A file is known by its time and size,
 * else by its bytes; an address by its validators, else by its bytes. Items reach the tables only once a
 * batch is full, so that a source that cannot be read leaves no trace. */
#include "base/url.h"
#include "index/follow.h"
#include "index/run.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* The source at hand. */
struct reading {
  struct run *run;
  const struct file *file;
  const struct root *root;
  char *key; /* its path in the table of sources */
  source_row row;
  const char *path;     /* as it is handed to the reader, which items' paths begin with; borrowed */
  bool begun;           /* items of it were put into the tables */
  index_follow *follow; /* NULL where addresses are not followed */
  bool stopped;         /* the database failed, not the file */
  size_t bare;          /* items that have an address and no text */
  index_report report;  /* added to the run's once the source was read whole */
};

static sse_status mark_present(struct run *run, sqlite3_int64 number, sse_error *err) {
  void *present = run->present;
  if (number == 0) return SSE_OK;
  if (!sse_array_reserve_zero(&present, &run->present_capacity, (size_t)number + 1, 1))
    return sse_fail_memory(err);
  run->present = present;
  run->present[number] = 1;
  return SSE_OK;
}

bool reading_is_present(const struct run *run, sqlite3_int64 number) {
  return (size_t)number < run->present_capacity && run->present[number];
}

/* Makes the tables ready for items of the file at hand. */
static sse_status begin_source(struct reading *reading, sse_error *err) {
  struct run *run = reading->run;
  bool is_new = reading->row.number == 0;
  if (reading->begun) return SSE_OK;
  sse_status status = run_make_draft(run, false, err);
  if (!status && is_new) status = sources_put(run->sources, reading->key, &reading->row, err);
  if (!status) status = mark_present(run, reading->row.number, err);
  if (status) return status;
  items_begin(run->items, reading->row.number, reading->key, is_new);
  reading->begun = true;
  return SSE_OK;
}

/* What follows the path of the file in that of an item: the entry of an archive. */
static sse_str entry_of(const struct reading *reading, sse_str path) {
  sse_str file = sse_str_of(reading->path);
  bool below = path.length > file.length && memcmp(path.data, file.data, file.length) == 0;
  return below ? sse_str_part(path, file.length, path.length) : (sse_str){0};
}

static sse_status take_item(void *context, const source_item *read, sse_error *err) {
  struct reading *reading = context;
  struct run *run = reading->run;
  source_item item = *read;
  item.path = entry_of(reading, read->path);
  bool is_full = false, is_first = !reading->begun;
  run->items_seen++;
  if (item.body.length == 0 && item.url.length > 0) reading->bare++;
  sse_status status = reading->follow
                          ? follow_add(reading->follow, run->pipeline, &item, run, run_problem, &is_full, err)
                          : pipeline_add(run->pipeline, &item, NULL, &is_full, err);
  if (status || !is_full) return status;
  status = begin_source(reading, err);
  /* Words of the sources before must not be undone with this one. */
  if (!status && is_first) status = pipeline_write_words(run->pipeline, run->db, err);
  if (!status && is_first) status = items_save(run->items, err);
  if (!status) status = pipeline_hand_over(run->pipeline, run->items, err);
  if (status) reading->stopped = true;
  return status;
}

/* Something of the file is not taken. Where memory is short it is not counted: reading finds that out. */
static void lose(void *context, const source_loss *loss) {
  struct reading *reading = context;
  sse_error ignored;
  (void)index_losses_add(&reading->report.losses, loss, &ignored);
  (void)run_lose(reading->run, loss, &ignored);
}

static void progress(void *context, uint64_t bytes) {
  const struct reading *reading = context;
  const struct run *run = reading->run;
  const struct places *places = &run->places;
  const index_listener *listener = run->listener;
  if (!listener->on_progress) return;
  if (places->has_unsized) {
    size_t done = (size_t)(reading->file - places->files);
    listener->on_progress(listener->context, done, places->file_count, run->items_seen);
  } else {
    listener->on_progress(listener->context, run->done + bytes, places->total, run->items_seen);
  }
}

static void problem(void *context, const char *message) {
  struct reading *reading = context;
  run_problem(reading->run, message);
}

/* The file is read once more in the next run, whether it changes until then or not. */
static void forget_reading(source_row *row) {
  row->is_hashed = false;
  row->changed = 0;
  row->etag[0] = row->modified[0] = '\0';
  sse_buffer_clear(&row->trail);
}

/* The same of an OAI-PMH server, whose records before the last answer need not be asked for once more. A
 * harvest that was cut off does not count. */
static void keep_answer(source_row *row, const source_report *read) {
  if (read->cut) memset(row->hash, 0, SOURCES_WAY);
  if (!read->cut && read->answered[0]) memcpy(row->modified, read->answered, sizeof read->answered);
}

/* What was read stays; what is known of the file is written down. */
static sse_status end_source(struct reading *reading, const source_report *read, sse_error *err) {
  enum { SETTLING_S = 2 }; /* a file this young may change again without a new time */
  struct run *run = reading->run;
  const struct file *file = reading->file;
  const index_report *report = &reading->report;
  index_keep keep = reading->root->source->keep;
  bool keeps = keep == INDEX_KEEP_ALL ||
               (keep == INDEX_KEEP_WINDOW && read->is_window && sse_url_is_web(sse_str_of(file->path)));
  bool is_whole = read->skipped == 0 && !read->cut; /* else what was not seen may be in what was not read */
  sse_status status = begin_source(reading, err);
  if (!status) status = pipeline_hand_over(run->pipeline, run->items, err);
  if (!status) status = pipeline_wait(run->pipeline, err);
  pipeline_report(run->pipeline, &reading->report);
  if (!status) status = keeps || !is_whole ? items_keep(run->items, err) : items_end(run->items, err);
  source_row *row = &reading->row;
  sse_buffer losses = {0};
  losses_write(&report->losses, "", &losses);
  if (!status && losses.failed) status = sse_fail_memory(err);
  row->losses = losses.data ? losses.data : "";
  row->items = report->added + report->updated + report->unchanged;
  row->size = (int64_t)file->size;
  row->changed = file->changed / 1000000000 + SETTLING_S < run->started ? file->changed : 0;
  row->label = reading->root->source->options.source;
  row->group = reading->root->source->group;
  if (report->added > 0 || row->last_new == 0) row->last_new = run->started;
  if (read->format) (void)snprintf(row->format, sizeof row->format, "%s", read->format); /* fits */
  bool has_more = (reading->follow && follow_has_more(reading->follow)) ||
                  !source_trail_tells(sse_buffer_str(&row->trail));
  if (reading->root->source->options.oai && !has_more) {
    keep_answer(row, read);
  } else if (!is_whole || read->may_change || has_more) {
    forget_reading(row);
  }
  if (!status) status = sources_put(run->sources, reading->key, &reading->row, err);
  row->losses = NULL;
  sse_buffer_reset(&losses);
  return status;
}

static void add_report(index_report *report, const index_report *part) {
  report->files++;
  report->added += part->added;
  report->updated += part->updated;
  report->unchanged += part->unchanged;
  report->withdrawn += part->withdrawn;
  report->skipped += part->skipped;
  report->repaired += part->repaired;
}

/* Finds what is known of the file. */
static sse_status look_up(struct reading *reading, sse_error *err) {
  struct run *run = reading->run;
  sse_status status = sources_find(run->sources, reading->key, &reading->row, err);
  if (!status) status = mark_present(run, reading->row.number, err);
  if (status) reading->stopped = true;
  return status;
}

/* Tells by its bytes whether `path`, which holds what the file at hand has now, is what was read last time.
 */
static sse_status compare_bytes(struct reading *reading, const char *path, bool *is_same, sse_error *err) {
  source_row *row = &reading->row;
  unsigned char hash[SOURCES_HASH_SIZE];
  memcpy(hash, reading->root->way, sizeof hash);
  sse_status status = sources_hash_bytes(path, hash, err);
  if (status) return status;
  *is_same = row->is_hashed && memcmp(row->hash, hash, sizeof hash) == 0;
  row->is_hashed = true;
  memcpy(row->hash, hash, sizeof hash);
  return SSE_OK;
}

/* True where the file was last read in the same way. */
static bool is_same_way(const struct reading *reading) {
  return reading->row.is_hashed &&
         memcmp(reading->row.hash + SOURCES_WAY, reading->root->way + SOURCES_WAY, SOURCES_WAY) == 0;
}

/* Prepares to follow the addresses of the items of a source on the web, or to know those that were. */
static sse_status begin_following(struct reading *reading, const source_fetched *fetched,
                                  const source_options *options, sse_error *err) {
  struct run *run = reading->run;
  bool follows = options->follow != SOURCE_FOLLOW_NO;
  if (!fetched || (!follows && reading->row.number == 0)) return SSE_OK;
  sse_status status = SSE_OK;
  if (follows && !run->follower)
    status = source_follower_new(run->fetcher, run->analyser, &run->follower, err);
  if (status) return status;
  return follow_new(run->db, reading->row.number, fetched->address.data, follows ? run->follower : NULL,
                    options, &reading->follow, err);
}

/* Tells once of a source on the web that has little but headlines what would have their text read. */
static void tell_bare(const struct reading *reading, const source_report *read) {
  sse_error message;
  if (reading->bare * 2 <= read->items) return;
  (void)sse_fail(&message, SSE_INVALID, "%s: %zu %s a headline only; --follow reads %s", reading->path,
                 reading->bare, reading->bare == 1 ? "item has" : "items have",
                 reading->bare == 1 ? "its page" : "their pages");
  run_problem(reading->run, message.message);
}

/* Keeps what the next run asks for beside the address. */
static sse_status take_trail(struct reading *reading, const source_fetched *fetched, sse_error *err) {
  sse_buffer *trail = &reading->row.trail;
  sse_buffer_clear(trail);
  sse_buffer_append_str(trail, sse_buffer_str(&fetched->trail));
  if (reading->follow) source_trail_join(trail, follow_trail(reading->follow));
  return trail->failed ? sse_fail_memory(err) : SSE_OK;
}

/* Reads the items of the file at hand or, where it is an address, of what was fetched of it. */
static sse_status read_items(struct reading *reading, source_fetched *fetched, const source_options *options,
                             sse_error *err) {
  const source_handler handler = {
      .context = reading, .on_item = take_item, .on_problem = problem, .on_loss = lose, .on_bytes = progress};
  struct run *run = reading->run;
  source_report read = {0};
  bool is_first = reading->row.format[0] == '\0';
  reading->path = fetched ? fetched->name.data : reading->file->path;
  sse_status status = begin_following(reading, fetched, options, err);
  if (status) {
    reading->stopped = true;
    return status;
  }
  pipeline_expect(run->pipeline, reading->row.items > 0);
  status = fetched ? source_read_fetched(run->fetcher, fetched, options, run->analyser, &handler, &read, err)
                   : source_read(reading->path, options, run->analyser, &handler, &read, err);
  reading->report.skipped = read.skipped;
  reading->report.repaired = read.repaired;
  if (!status && fetched) status = take_trail(reading, fetched, err);
  if (status) return status;
  if (reading->follow) follow_tell_losses(reading->follow, reading->path, reading, lose);
  status = end_source(reading, &read, err);
  if (status) reading->stopped = true;
  if (!status && fetched && is_first && options->follow == SOURCE_FOLLOW_NO) tell_bare(reading, &read);
  return status;
}

/* A sales or a maintenance page in place of a feed is not news; --format says that it is meant. */
static void expect_feed(const struct reading *reading, source_options *options) {
  const source_row *row = &reading->row;
  if (!options->format && strcmp(row->format, "feed") == 0) options->expected_format = row->format;
}

/* True for a file of the time and size that it had when it was read. */
static bool seems_same(const struct reading *reading) {
  const struct file *file = reading->file;
  const source_row *row = &reading->row;
  return is_same_way(reading) && row->size == (int64_t)file->size && row->changed != 0 &&
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

/* A file is known by time and size, else by its bytes. */
static sse_status read_file(struct reading *reading, sse_error *err) {
  const struct file *file = reading->file;
  const source_row *row = &reading->row;
  bool is_input = strcmp(file->path, "-") == 0, is_same = !is_input && seems_same(reading);
  sse_status status = SSE_OK;
  if (!is_same && !is_input) status = compare_bytes(reading, file->path, &is_same, err);
  if (status) return status;
  source_options options = reading->root->source->options;
  options.ahead = reading->run->ahead;
  options.provenance = reading->run->options->rebuild; /* a person says what an index is made of */
  expect_feed(reading, &options);
  if (!is_same) return read_items(reading, NULL, &options, err);
  reading->report.unchanged = row->items;
  return SSE_OK;
}

/* Tells the person what to know of an address. */
static sse_status tell_notice(struct reading *reading, const source_fetched *fetched, sse_error *err) {
  sse_buffer message = {0};
  sse_url_append_redacted(&message, sse_str_of(reading->file->path));
  sse_buffer_printf(&message, ": %s", fetched->notice.data);
  if (!message.failed) run_problem(reading->run, message.data);
  sse_status status = message.failed ? sse_fail_memory(err) : SSE_OK;
  sse_buffer_reset(&message);
  return status;
}

/* Tells whether an address and what it led to are as they were. Where only the latter is not, the address is
 * fetched once more: its file is empty. */
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

/* Reads an answer. Messages name the address that was asked; links start at the one that answered. */
static sse_status read_answer(struct reading *reading, source_fetched *fetched, sse_error *err) {
  source_row *row = &reading->row;
  source_options options = reading->root->source->options;
  bool is_same = false, was_told = row->format[0] != '\0';
  expect_feed(reading, &options);
  sse_status status = compare_answer(reading, fetched, &is_same, err);
  if (status) return status;
  memcpy(row->etag, fetched->etag, sizeof fetched->etag);
  memcpy(row->modified, fetched->modified, sizeof fetched->modified);
  was_told = was_told && fetched->is_feed_of_page;
  if (is_same) {
    reading->report.unchanged = row->items;
  } else {
    status = read_items(reading, fetched, &options, err);
  }
  /* What cannot be read is not where the source has moved to. */
  if (!status && fetched->notice.length > 0 && !was_told) status = tell_notice(reading, fetched, err);
  return status;
}

/* An address is known by its validators, else by its bytes. */
static sse_status read_address(struct reading *reading, sse_error *err) {
  struct run *run = reading->run;
  const source_row *row = &reading->row;
  source_fetched fetched = {0};
  sse_status status = run->fetcher ? SSE_OK : source_fetcher_new(&run->fetcher, err);
  if (!status && is_same_way(reading)) {
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

/* The source is as it was, but perhaps of another group; what was not taken of it counts again. */
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

/* Tells once that nothing new has come for as long as the source allows. */
static void tell_quiet(const struct reading *reading, source_health *health) {
  enum { DAY_S = 86400 };
  unsigned days = reading->root->source->quiet_days;
  int64_t last_new = reading->row.last_new;
  sse_error message;
  bool is_empty = reading->row.items == 0;
  if (days == 0 || last_new == 0 || health->told == last_new) return;
  if (!is_empty && reading->run->started - last_new < (int64_t)days * DAY_S) return;
  if (is_empty) {
    (void)sse_fail(&message, SSE_INVALID, "%s: has no items", reading->file->path);
  } else {
    (void)sse_fail(&message, SSE_INVALID, "%s: nothing new for %u days", reading->file->path, days);
  }
  run_problem(reading->run, message.message);
  health->told = last_new;
}

/* The way the source is asked in, as a number that is not 0. */
static uint64_t way_of(const struct reading *reading) {
  uint64_t way;
  static_assert(sizeof way == SOURCES_HASH_SIZE - SOURCES_WAY, "the hash of a way is a number");
  memcpy(&way, reading->root->way + SOURCES_WAY, sizeof way);
  return way | 1;
}

/* Notes whether the source answered. One that is a file is noted only while it fails. */
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
  health->gone = has_gone ? way_of(reading) : 0;
  if (reading->report.added > 0) health->told = 0;
  if (!failed) {
    health->last_answer = run->started;
    tell_quiet(reading, health);
  }
  return SSE_OK;
}

/* An address that could not be read from its first night on is listed with the sources all the same. */
static sse_status list_unread(struct reading *reading, sse_error *err) {
  struct run *run = reading->run;
  if (reading->row.number > 0 || !sse_url_is_web(sse_str_of(reading->file->path))) return SSE_OK;
  sse_status status = run_make_draft(run, false, err);
  if (!status) status = sources_put(run->sources, reading->key, &reading->row, err);
  return status ? status : mark_present(run, reading->row.number, err);
}

/* True for an address that was told to be gone: it is asked again with --force, or once its configuration is
 * another one. */
static bool is_gone(const struct reading *reading) {
  const source_health *health = health_find(&reading->run->health, reading->key);
  return health && health->gone == way_of(reading) && !reading->run->options->force;
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
    status = reading.begun ? items_undo(run->items, err) : SSE_OK;
    if (!status) status = list_unread(&reading, err);
    if (!status) status = note_health(&reading, true, failure.status == SSE_GONE, err);
  }
  run->done += file->size;
  index_report_reset(&reading.report);
  follow_free(reading.follow);
  sources_row_reset(&reading.row);
  free(reading.key);
  return status;
}
