/* One run: finds the files, reads those that changed, drops what is gone, and swaps the new state in.
 * The draft is made when the first file turns out to be new, so a night without news writes nothing. A file
 * that cannot be read is reported and the run goes on; only the database or memory failing stops it. */
#include "base/path.h"
#include "base/url.h"
#include "index/draft.h"
#include "index/items.h"
#include "index/lock.h"
#include "index/pipeline.h"
#include "index/postings.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

/* A source that was named, and whether all below it could be looked at. */
struct root {
  const index_source *source;
  char *path;         /* absolute, links followed; NULL where it is not there */
  size_t name_length; /* of the name it was given, with which the paths of its files begin */
  bool is_whole;
  unsigned char way[SOURCES_HASH_SIZE];
};

struct file {
  char *path; /* as it is shown */
  size_t root;
  uint64_t size;
  int64_t changed;
};

struct run {
  const char *path;
  const index_options *options;
  const index_listener *listener;
  index_report *report;
  time_t started;
  text_analyser *analyser; /* for reading; the database has its own */
  source_fetcher *fetcher; /* NULL until an address is asked */
  index_db *db;            /* the index, and from the first change on the draft */
  index_draft *draft;
  index_sources *sources;
  index_items *items; /* NULL until there is a draft */
  index_pipeline *pipeline;
  struct root *roots;
  size_t root_count, root; /* and the one at hand */
  struct file *files;
  size_t file_count, file_capacity;
  uint64_t total, done; /* bytes of all files, and of those before the one at hand */
  size_t items_seen;
  unsigned char *present; /* by number of source: 1 where its file is there */
  size_t present_capacity;
  /* The file at hand. */
  char *key;                /* its path in the table of sources */
  const char *reading_path; /* as it is handed to the reader, which items' paths begin with; borrowed */
  source_row row;
  bool begun;           /* items of it were put into the tables */
  index_report reading; /* added to the report once it was read whole */
  bool stopped;         /* the database failed, not the file */
  /* The root at hand. */
  size_t root_items, root_gone;
};

static void problem(void *context, const char *message) {
  const struct run *run = context;
  run->listener->on_problem(run->listener->context, message);
}

/* ---- The files --------------------------------------------------------------------------------- */

static void folder_failed(void *context, const char *message) {
  struct run *run = context;
  run->report->failed++;
  run->roots[run->root].is_whole = false;
  problem(run, message);
}

static sse_status add_file(void *context, const source_file *file, sse_error *err) {
  struct run *run = context;
  void *files = run->files;
  if (!sse_array_reserve(&files, &run->file_capacity, run->file_count + 1, sizeof *run->files))
    return sse_fail_memory(err);
  run->files = files;
  char *copy = sse_copy(sse_str_of(file->path));
  if (!copy) return sse_fail_memory(err);
  run->files[run->file_count++] = (struct file){copy, run->root, file->size, file->changed};
  run->total += file->size;
  return SSE_OK;
}

static sse_status find_root_files(struct run *run, const index_source *source, sse_error *err) {
  struct root *root = &run->roots[run->root];
  sse_error failure;
  *root = (struct root){.source = source, .name_length = strlen(source->place), .is_whole = true};
  sse_status status = sources_hash_way(&source->options, root->way, err);
  if (status) return status;
  bool is_file = strcmp(source->place, "-") != 0 && !sse_url_is_web(sse_str_of(source->place));
  root->path = is_file ? realpath(source->place, NULL) : sse_copy(sse_str_of(source->place));
  if (!root->path && (!is_file || errno == ENOMEM)) return sse_fail_memory(err);
  if (sse_url_is_web(sse_str_of(source->place))) {
    const source_file address = {.path = source->place};
    return add_file(run, &address, err);
  }
  if (root->path || !*source->place) {
    const source_walker walker = {run, add_file, folder_failed, NULL};
    status = source_walk(source->place, &source->options, &walker, &failure);
  } else {
    status = sse_fail_errno(&failure, errno, source->place, "cannot open");
  }
  if (status == SSE_NO_MEMORY) return sse_fail_memory(err);
  if (status) folder_failed(run, failure.message);
  return SSE_OK;
}

/* The absolute path of a file: that of its root and what follows the root's name. */
static sse_status make_key(struct run *run, const struct file *file, sse_error *err) {
  const struct root *root = &run->roots[file->root];
  const char *rest = file->path + root->name_length;
  sse_buffer key = {0};
  size_t length = strlen(root->path);
  bool slashes = length > 0 && root->path[length - 1] == '/' && *rest == '/';
  bool no_slash = *rest && *rest != '/' && !(length > 0 && root->path[length - 1] == '/');
  sse_buffer_printf(&key, "%s%s%s", root->path, no_slash ? "/" : "", slashes ? rest + 1 : rest);
  if (key.failed) return sse_fail_memory(err);
  free(run->key);
  run->key = key.data;
  return SSE_OK;
}

/* ---- The draft --------------------------------------------------------------------------------- */

static sse_status make_draft(struct run *run, bool empty, sse_error *err) {
  if (run->draft) return SSE_OK;
  sse_status status = draft_new(run->path, empty, &run->draft, err);
  if (!status) {
    sources_free(run->sources);
    run->sources = NULL;
    index_close(run->db);
    run->db = draft_index(run->draft);
    status = sources_new(run->db, &run->sources, err);
  }
  return status ? status : items_new(run->db, &run->items, err);
}

/* Opens what there is. An index of another version may be built anew, but nothing that is no index. */
static sse_status open_index(struct run *run, sse_error *err) {
  struct stat status;
  bool is_there = stat(run->path, &status) == 0 && !(S_ISREG(status.st_mode) && status.st_size == 0);
  if (!is_there || (run->options->rebuild && index_is_one(run->path))) return make_draft(run, true, err);
  sse_status opened = index_connect(run->path, NULL, &run->db, err);
  return opened ? opened : sources_new(run->db, &run->sources, err);
}

/* ---- One file ---------------------------------------------------------------------------------- */

static sse_status mark_present(struct run *run, sse_error *err) {
  void *present = run->present;
  if (run->row.number == 0) return SSE_OK;
  if (!sse_array_reserve_zero(&present, &run->present_capacity, (size_t)run->row.number + 1, 1))
    return sse_fail_memory(err);
  run->present = present;
  run->present[run->row.number] = 1;
  return SSE_OK;
}

static bool is_present(const struct run *run, sqlite3_int64 number) {
  return (size_t)number < run->present_capacity && run->present[number];
}

/* Makes the tables ready for items of the file at hand. */
static sse_status begin_source(struct run *run, sse_error *err) {
  bool is_new = run->row.number == 0;
  if (run->begun) return SSE_OK;
  sse_status status = make_draft(run, false, err);
  if (!status && is_new) status = sources_put(run->sources, run->key, &run->row, err);
  if (!status) status = mark_present(run, err);
  if (status) return status;
  items_begin(run->items, run->row.number, run->key, is_new);
  run->begun = true;
  return SSE_OK;
}

/* What follows the path of the file in that of an item: the entry of an archive. */
static sse_str entry_of(const struct run *run, sse_str path) {
  sse_str file = sse_str_of(run->reading_path);
  bool below = path.length > file.length && memcmp(path.data, file.data, file.length) == 0;
  return below ? sse_str_part(path, file.length, path.length) : (sse_str){0};
}

static sse_status take_item(void *context, const source_item *read, sse_error *err) {
  struct run *run = context;
  source_item item = *read;
  item.path = entry_of(run, read->path);
  bool is_full = false, is_first = !run->begun;
  run->items_seen++;
  sse_status status = pipeline_add(run->pipeline, &item, &is_full, err);
  if (status || !is_full) return status;
  status = begin_source(run, err);
  /* Words of the sources before must not be undone with this one. */
  if (!status && is_first) status = pipeline_write_words(run->pipeline, run->db, err);
  if (!status && is_first) status = items_save(run->items, err);
  if (!status) status = pipeline_hand_over(run->pipeline, run->items, err);
  if (status) run->stopped = true;
  return status;
}

static void progress(void *context, uint64_t bytes) {
  const struct run *run = context;
  if (run->listener->on_progress)
    run->listener->on_progress(run->listener->context, run->done + bytes, run->total, run->items_seen);
}

/* What was read stays; what is known of the file is written down. */
static sse_status end_source(struct run *run, const struct file *file, bool is_window, sse_error *err) {
  enum { SETTLING_S = 2 }; /* a file this young may change again without a new time */
  const index_report *reading = &run->reading;
  index_keep keep = run->roots[file->root].source->keep;
  bool keeps = keep == INDEX_KEEP_ALL ||
               (keep == INDEX_KEEP_WINDOW && is_window && sse_url_is_web(sse_str_of(file->path)));
  sse_status status = begin_source(run, err);
  if (!status) status = pipeline_hand_over(run->pipeline, run->items, err);
  if (!status) status = pipeline_wait(run->pipeline, err);
  pipeline_report(run->pipeline, &run->reading);
  if (!status) status = keeps ? items_keep(run->items, err) : items_end(run->items, err);
  run->row.items = reading->added + reading->updated + reading->unchanged;
  run->row.size = (int64_t)file->size;
  run->row.changed = file->changed / 1000000000 + SETTLING_S < run->started ? file->changed : 0;
  return status ? status : sources_put(run->sources, run->key, &run->row, err);
}

static void add_report(struct run *run) {
  run->report->files++;
  run->report->added += run->reading.added;
  run->report->updated += run->reading.updated;
  run->report->unchanged += run->reading.unchanged;
  run->report->skipped += run->reading.skipped;
  run->report->repaired += run->reading.repaired;
}

/* Finds what is known of the file. */
static sse_status look_up(struct run *run, sse_error *err) {
  sse_status status = sources_find(run->sources, run->key, &run->row, err);
  if (!status) status = mark_present(run, err);
  if (status) run->stopped = true;
  return status;
}

/* Tells by its bytes whether `path`, which holds what the file at hand has now, is what was read last time.
 */
static sse_status compare_bytes(struct run *run, const char *path, const struct root *root, bool *is_same,
                                sse_error *err) {
  source_row *row = &run->row;
  unsigned char hash[SOURCES_HASH_SIZE];
  memcpy(hash, root->way, sizeof hash);
  sse_status status = sources_hash_bytes(path, hash, err);
  if (status) return status;
  *is_same = row->is_hashed && memcmp(row->hash, hash, sizeof hash) == 0;
  row->is_hashed = true;
  memcpy(row->hash, hash, sizeof hash);
  return SSE_OK;
}

/* True where the file was last read in the same way. */
static bool is_same_way(const struct run *run, const struct root *root) {
  return run->row.is_hashed && memcmp(run->row.hash + SOURCES_WAY, root->way + SOURCES_WAY, SOURCES_WAY) == 0;
}

/* Reads items from the file `path`, which holds what the file at hand has now. */
static sse_status read_items(struct run *run, const struct file *file, const char *path,
                             const source_options *options, sse_error *err) {
  const source_handler handler = {
      .context = run, .on_item = take_item, .on_problem = problem, .on_bytes = progress};
  source_report read = {0};
  run->reading_path = options->url ? options->url : path;
  sse_status status = source_read(path, options, run->analyser, &handler, &read, err);
  run->reading.skipped = read.skipped;
  run->reading.repaired = read.repaired;
  if (status) return status;
  status = end_source(run, file, read.is_window, err);
  if (status) run->stopped = true;
  return status;
}

/* A file is known by time and size, else by its bytes. */
static sse_status read_file(struct run *run, const struct file *file, sse_error *err) {
  const struct root *root = &run->roots[file->root];
  const source_row *row = &run->row;
  bool is_input = strcmp(file->path, "-") == 0;
  bool is_same = !is_input && is_same_way(run, root) && row->size == (int64_t)file->size &&
                 row->changed != 0 && row->changed == file->changed;
  sse_status status = SSE_OK;
  if (!is_same && !is_input) status = compare_bytes(run, file->path, root, &is_same, err);
  if (status) return status;
  if (!is_same) return read_items(run, file, file->path, &root->source->options, err);
  run->reading.unchanged = row->items;
  return SSE_OK;
}

/* An address is known by its validators, else by its bytes. */
static sse_status read_address(struct run *run, const struct file *file, sse_error *err) {
  const struct root *root = &run->roots[file->root];
  source_options options = root->source->options;
  source_fetched fetched = {0};
  bool is_same = false;
  sse_status status = run->fetcher ? SSE_OK : source_fetcher_new(&run->fetcher, err);
  if (is_same_way(run, root)) {
    memcpy(fetched.etag, run->row.etag, sizeof fetched.etag);
    memcpy(fetched.modified, run->row.modified, sizeof fetched.modified);
  }
  options.url = file->path;
  if (!status) status = source_fetch(run->fetcher, file->path, &options, &fetched, err);
  if (status) return status;
  if (!options.charset && fetched.charset[0] && source_charset_known(fetched.charset))
    options.charset = fetched.charset;
  is_same = fetched.is_same;
  if (!is_same) status = compare_bytes(run, fetched.path, root, &is_same, err);
  memcpy(run->row.etag, fetched.etag, sizeof fetched.etag);
  memcpy(run->row.modified, fetched.modified, sizeof fetched.modified);
  if (!status && is_same) {
    run->reading.unchanged = run->row.items;
  } else if (!status) {
    status = read_items(run, file, fetched.path, &options, err);
  }
  source_fetched_remove(&fetched);
  return status;
}

static sse_status index_file(struct run *run, const struct file *file, sse_error *err) {
  run->reading = (index_report){0};
  run->begun = false;
  sse_error failure;
  sse_status status = make_key(run, file, &failure);
  if (!status) status = look_up(run, &failure);
  if (!status)
    status = sse_url_is_web(sse_str_of(file->path)) ? read_address(run, file, &failure)
                                                    : read_file(run, file, &failure);
  pipeline_discard(run->pipeline);
  if (!status) {
    add_report(run);
  } else if (run->stopped || status == SSE_NO_MEMORY) {
    *err = failure;
  } else {
    run->report->failed++;
    problem(run, failure.message);
    status = run->begun ? items_undo(run->items, err) : SSE_OK;
  }
  run->done += file->size;
  return status;
}

/* ---- What is gone ------------------------------------------------------------------------------ */

/* A source below the root: lets go of its items where its file is not there any more. */
static sse_status drop_missing(void *context, sqlite3_int64 number, sse_error *err) {
  struct run *run = context;
  size_t items = 0, gone = 0;
  sse_status status = sources_count(run->sources, number, &items, &gone, err);
  if (!status && !is_present(run, number) && items > gone) {
    status = make_draft(run, false, err);
    if (!status) status = items_drop(run->items, number, err);
    if (!status) status = sources_forget(run->sources, number, err);
    items = gone = 0;
    if (!status) status = sources_count(run->sources, number, &items, &gone, err);
  }
  run->root_items += items;
  run->root_gone += gone;
  return status;
}

static sse_status prune_source(void *context, sqlite3_int64 number, sse_error *err) {
  struct run *run = context;
  sse_status status = items_prune(run->items, number, &run->report->removed, err);
  return status || is_present(run, number) ? status : sources_forget(run->sources, number, err);
}

/* What a root has no more is known only where all of it could be looked at. */
static sse_status finish_root(struct run *run, const struct root *root, sse_error *err) {
  sse_error message;
  if (!root->is_whole || !root->path || root->source->keep == INDEX_KEEP_ALL) return SSE_OK;
  run->root_items = run->root_gone = 0;
  sse_status status = sources_below(run->sources, root->path, run, drop_missing, err);
  if (status || !run->options->prune || run->root_gone == 0) return status;
  if (!run->options->force && run->root_gone * 100 > run->root_items * run->options->max_prune) {
    (void)sse_fail(
        &message, SSE_INVALID,
        "%s: %zu of its %zu items are gone, more than %u percent: nothing was pruned; if that is right, use "
        "--force",
        root->source->place, run->root_gone, run->root_items, run->options->max_prune);
    run->report->withheld += run->root_gone;
    problem(run, message.message);
    return SSE_OK;
  }
  status = make_draft(run, false, err);
  return status ? status : sources_below(run->sources, root->path, run, prune_source, err);
}

/* ---- The run ----------------------------------------------------------------------------------- */

static sse_status read_sources(struct run *run, const index_source *sources, size_t count, sse_error *err) {
  sse_status status = open_index(run, err);
  for (run->root = 0; run->root < count && !status; run->root++) {
    status = find_root_files(run, &sources[run->root], err);
    if (!status) run->root_count++;
  }
  for (size_t i = 0; i < run->file_count && !status; i++)
    status = index_file(run, &run->files[i], err);
  for (size_t i = 0; i < run->root_count && !status; i++)
    status = finish_root(run, &run->roots[i], err);
  return status;
}

/* Swaps the draft in, where there is one that is worth it. */
static sse_status publish(struct run *run, sse_error *err) {
  const index_report *report = run->report;
  if (!run->draft || (report->files == 0 && report->failed > 0)) return SSE_OK;
  if (run->options->rebuild && report->failed > 0 && !run->options->force)
    return sse_fail(err, SSE_INVALID,
                    "%s: not rebuilt, since not all sources could be read; --force does it all the same",
                    run->path);
  sse_status status = pipeline_write_words(run->pipeline, run->db, err);
  if (!status) status = items_commit(run->items, err);
  items_free(run->items);
  sources_free(run->sources);
  run->items = NULL;
  run->sources = NULL;
  run->db = NULL; /* the draft's, which closes it */
  if (status || run->options->dry_run) return status;
  status = ranking_build(draft_index(run->draft), err);
  if (status) return status;
  return draft_publish(run->draft, run->options->rebuild, err);
}

static void run_reset(struct run *run) {
  pipeline_free(run->pipeline); /* before what its thread writes to */
  items_free(run->items);
  sources_free(run->sources);
  if (!run->draft) index_close(run->db);
  draft_discard(run->draft);
  for (size_t i = 0; i < run->file_count; i++)
    free(run->files[i].path);
  for (size_t i = 0; i <= run->root && run->roots; i++)
    free(run->roots[i].path);
  free(run->roots);
  free(run->files);
  free(run->present);
  free(run->key);
  text_analyser_free(run->analyser);
  source_fetcher_free(run->fetcher);
}

static index_exit exit_of(sse_status status, const index_report *report) {
  if (status == SSE_BUSY) return INDEX_LOCKED;
  if (status || (report->files == 0 && report->failed > 0)) return INDEX_NOTHING;
  return report->failed + report->skipped + report->withheld > 0 ? INDEX_SOME : INDEX_ALL;
}

index_exit index_run(const char *path, const index_source *sources, size_t count,
                     const index_options *options, const index_listener *listener, index_report *report,
                     sse_error *err) {
  struct run run = {.options = options, .listener = listener, .report = report, .started = time(NULL)};
  index_lock *lock = NULL;
  char *real = NULL;
  *report = (index_report){0};
  err->status = SSE_OK;
  sse_status status = sse_real_path(path, &real, err);
  run.path = real;
  if (!status) status = lock_take(real, &lock, err);
  if (!status) {
    run.roots = calloc(count + 1, sizeof *run.roots);
    if (!run.roots) status = sse_fail_memory(err);
  }
  if (!status) status = text_analyser_new(&run.analyser, err);
  if (!status) status = pipeline_new(run.analyser, &run.pipeline, err);
  if (!status) status = read_sources(&run, sources, count, err);
  if (!status) status = publish(&run, err);
  index_exit code = exit_of(status, report);
  if (lock && !options->dry_run) {
    const index_last_run last = {run.started, time(NULL), (int)code, *report};
    sse_error record;
    if (lock_record(lock, &last, &record)) problem(&run, record.message);
  }
  run_reset(&run);
  lock_release(lock);
  free(real);
  if (status) err->status = status;
  return code;
}
