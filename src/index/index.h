/* The database: what index/ offers to the rest of the program.
 * One SQLite file holds the items as they are shown and an FTS5 table of their terms. It is never modified in
 * place: a run works on a copy and swaps it in, so readers are never blocked and never see half a run. */
#ifndef SSE_INDEX_H
#define SSE_INDEX_H

#include "base/date.h"
#include "base/status.h"
#include "base/str.h"
#include "index/ranking.h" /* the data that ranking reads */
#include "source/source.h"
#include "text/text.h"

#include <sqlite3.h>

/* The schema that readers prepare their statements against (see index/schema.c):
 *   item(number, id, source_id, date, lang, source, url, author, tags, reply_to, title, body, first_seen,
 *        changed)
 *   terms(title, body, tags, author)   FTS5, rowid = item.number; the columns in this order
 * `date` is as sse_date_format writes it. `date`, `url`, `source`, `author`, `tags`, `reply_to` and `lang`
 * may be NULL. `lang` is the language the source states, or else the one the text appears to be written in.
 * `author` and `tags` have one name per line. */
enum { INDEX_TITLE, INDEX_BODY, INDEX_TAGS, INDEX_AUTHOR, INDEX_COLUMNS }; /* columns of `terms` */

/* An `index_db` is one open index, or several that are searched as one. */

/* Opens the index at `path` for reading; the caller closes `*index`. An open index does not change, whatever
 * runs in the meantime. Errors: SSE_NOT_FOUND if there is no such file, SSE_DENIED, SSE_NO_MEMORY, and
 * SSE_DATABASE for a file that is not an index, is damaged, or was made by another version of the program or
 * of the text analysis. */
sse_status index_open(const char *path, index_db **index, sse_error *err);
/* Opens one or more indexes as one that has the items of all of them. The functions below answer for all of
 * them together unless they say otherwise. Errors: SSE_INVALID if two are the same file or have the same
 * name; otherwise those of index_open for the first index that cannot be opened. */
sse_status index_open_all(const char *const *paths, size_t count, index_db **index, sse_error *err);
/* Closes and frees; NULL is allowed. */
void index_close(index_db *index);

/* Returns true if the file starts like an index of any version; such a file may be replaced by a run. */
bool index_is_one(const char *path);

/* The same file, opened for use by a second thread; it shares the deadline of the first. NULL if it cannot be
 * opened (for example, if the file has been swapped since) or if the index consists of several archives.
 * Owned by the index. */
const index_db *index_second(const index_db *index);
/* A search of at least this many items is worth a second thread. */
enum { INDEX_MANY = 50000 };

/* The archives of an index: those it was opened from, or the index itself. The number of an item is its
 * number in its archive plus that archive's `index_archive_first`, a multiple of INDEX_DAYS. Owned by the
 * index. */
size_t index_archive_count(const index_db *index);
const index_db *index_archive(const index_db *index, size_t which);
uint32_t index_archive_first(const index_db *index, size_t which);
/* The name of the archive's file, without .db. */
const char *index_archive_name(const index_db *index, size_t which);
/* Returns which archive has the item with this number. */
size_t index_archive_of(const index_db *index, uint32_t number);

/* Begin and end a transaction in each archive, so that everything read in between is from one state. Errors:
 * those of the index. */
sse_status index_begin(const index_db *index, sse_error *err);
sse_status index_end(const index_db *index, sse_error *err);

/* Replaces the contents of `id` with the id of an item. */
sse_status index_id_of(const index_db *index, uint32_t number, sse_buffer *id, sse_error *err);

/* The connection of one archive, for the statements of search/, and its path. Owned by the index. */
sqlite3 *index_connection(const index_db *index);
const char *index_path(const index_db *index);
/* The analyser that made the terms in the index. Owned by the index. */
text_analyser *index_analyser(const index_db *index);

/* The languages for which the index holds stems. */
sse_status index_languages(const index_db *index, text_languages *languages, sse_error *err);

/* Receives a word, as a term, and the number of items that have it. */
typedef sse_status index_word_fn(void *context, sse_str term, uint64_t frequency, sse_error *err);

/* Calls `on_word` for each word in the index with this stem, the most frequent first. Errors: also those of
 * on_word. */
sse_status index_words(const index_db *index, sse_str stem, void *context, index_word_fn *on_word,
                       sse_error *err);

/* The number of items that have a word; 0 if none has. `stem` is the one text_terms gives with the word;
 * empty if there is none. */
sse_status index_frequency(const index_db *index, sse_str stem, sse_str term, uint64_t *frequency,
                           sse_error *err);

/* Sets `*has` if the index holds words with this stem. */
sse_status index_has_stem(const index_db *index, sse_str stem, bool *has, sse_error *err);

/* Calls `on_word` for the words in the index that match a pattern, the most frequent first, up to `most` of
 * them. In the pattern, * matches anything and everything else is folded text. `*is_cut` is set if there are
 * more. Errors: also those of on_word. */
sse_status index_words_like(const index_db *index, sse_str pattern, size_t most, void *context,
                            index_word_fn *on_word, bool *is_cut, sse_error *err);

/* Receives a stem, borrowed for the call. */
typedef sse_status index_stem_fn(void *context, sse_str stem, sse_error *err);

/* Calls `on_stem` for the compounds that contain the word of a stem, in its language: at most 32, the most
 * frequent first. Errors: also those of on_stem. */
sse_status index_compounds(const index_db *index, sse_str stem, void *context, index_stem_fn *on_stem,
                           sse_error *err);

/* Writes the FTS5 expression for one term, which must not contain a quote. */
void index_quote(sse_str term, sse_buffer *expression);
/* Sets `*has` if any item has the term, in any language. */
sse_status index_has_term(const index_db *index, sse_str term, bool *has, sse_error *err);

/* A test of a matching item by the positions of the expression's phrases in it, as FTS5's API reports them
 * (fts5.html, "Custom Auxiliary Functions"). Returns an SQLite result code. */
typedef struct index_test {
  int (*passes)(void *context, const Fts5ExtensionApi *api, Fts5Context *fts, bool *passes);
  void *context;
  void *second; /* the context for a second thread; NULL: use no second thread */
} index_test;

/* Receives the number of an item. */
typedef void index_match_fn(void *context, uint32_t item);

/* Calls `on_item` for each item that matches an FTS5 expression and passes the test (NULL: no test). If there
 * are many items, two threads call it concurrently: one for the items below a multiple of 64, one for the
 * others, each in ascending order. */
sse_status index_matches(const index_db *index, sse_str expression, const index_test *test, void *context,
                         index_match_fn *on_item, sse_error *err);

/* Fills in `err` from the connection's last error (a full disk, damage, a lock) and says what to do. */
sse_status index_fail(const index_db *index, sse_error *err);

/* From now on, operations on this index end with SSE_TIMEOUT after this much time; 0, the default, means no
 * limit. Processing of an item, however long, is never interrupted. */
void index_limit_time(index_db *index, unsigned milliseconds);
/* Checks the deadline, for loops that do not read from the database. Errors: SSE_TIMEOUT. */
sse_status index_check_time(const index_db *index, sse_error *err);

/* Prepares `sql` for one archive; on failure `*statement` is NULL. */
sse_status index_prepare(const index_db *index, const char *sql, sqlite3_stmt **statement, sse_error *err);
/* Like index_prepare, for a statement that every search runs: it is prepared once and owned by the index.
 * `sql` must outlive the index. Call index_statement_end before asking for it again. */
sse_status index_statement(const index_db *index, const char *sql, sqlite3_stmt **statement, sse_error *err);
/* Resets a prepared statement so that it can be run again. NULL is allowed. */
void index_statement_end(sqlite3_stmt *statement);
/* Advances a statement to its next row. False after the last one, on an error, which becomes `*status`, and
 * if
 * `*status` is an error already: `while (index_next_row(…)) status = …`. Errors: those of index_fail. */
bool index_next_row(const index_db *index, sqlite3_stmt *row, sse_status *status, sse_error *err);
/* The text in a column of the current row, borrowed until the next step; its data is NULL for an SQL NULL. */
sse_str index_column(sqlite3_stmt *row, int column);

/* The path of the index if no option names one: $SSESEARCH_DB, else $XDG_DATA_HOME/ssesearch/index.db, else
 * ~/.local/share/ssesearch/index.db. The caller frees `*path`. `*is_chosen` is set if $SSESEARCH_DB named it,
 * so that we must not create its folder. Errors: SSE_NOT_FOUND if there is no home directory either. */
sse_status index_default_path(char **path, bool *is_chosen, sse_error *err);

/* ---- Spelling --------------------------------------------------------------------------------- */

enum { INDEX_SPELLING_SHORTEST = 4, INDEX_SPELLING_LONGEST = 24 }; /* of the words kept, in code points */

/* A word of the index. */
typedef struct index_spelling {
  uint32_t signature, frequency; /* of its letters; number of items */
  sse_str term;                  /* borrowed */
} index_spelling;

typedef sse_status index_spelling_fn(void *context, const index_spelling *word, sse_error *err);

/* A set of letters with one bit for each, chosen by the last five bits of its code point. */
uint32_t index_spelling_signature(const int32_t *codes, size_t count);
/* Calls `on_word` for the words consisting of letters that are `shortest` to `longest` code points long.
 * Errors: also those of on_word. */
sse_status index_spellings(const index_db *index, size_t shortest, size_t longest, void *context,
                           index_spelling_fn *on_word, sse_error *err);

/* ---- Runs ---------------------------------------------------------------------------------- */

/* What becomes of items that their source no longer has. */
typedef enum index_keep {
  INDEX_KEEP_WINDOW, /* items that have dropped out of a feed at a URL, which shows only its latest ones,
                        stay; all others go */
  INDEX_KEEP_ALL,    /* they stay */
  INDEX_KEEP_NONE    /* they go */
} index_keep;

/* A place that news come from, and how to read it. */
typedef struct index_source {
  const char *place; /* a file, a folder, an http or https address, or "-" for standard input */
  source_options options;
  index_keep keep;
  const char *group;   /* the group of sources it belongs to, for the filter and the facet; NULL for none */
  unsigned quiet_days; /* report the source after this many days without a new item; 0 for never */
} index_source;

typedef struct index_options {
  bool rebuild;       /* read all sources and analyse all texts again, into a new file; nothing is lost */
  bool from_sources;  /* rebuild from nothing: the index will hold only what the sources have now */
  bool prune;         /* remove items that their source no longer has */
  bool force;         /* prune, drop and rebuild even where the safety limits forbid it */
  bool dry_run;       /* do everything except the swap */
  bool all_sources;   /* the run is told all sources: files that are not among them and gone have vanished */
  unsigned max_prune; /* the percentage of a source's items that may be pruned without `force` */
} index_options;

/* Something that was left out of the index, counted over all sources of a run. */
typedef struct index_loss {
  source_loss_kind kind;
  char *name;   /* a file extension, a column, a field */
  char *reason; /* including what would help; "" if the kind says it all */
  size_t count;
} index_loss;

typedef struct index_losses {
  index_loss *losses;
  size_t count, capacity;
} index_losses;

/* Adds a loss to the entry with the same kind, name and reason. Errors: SSE_NO_MEMORY. */
sse_status index_losses_add(index_losses *losses, const source_loss *loss, sse_error *err);

/* The results of a run. */
typedef struct index_report {
  size_t files;        /* in the index in their current state, including unchanged ones */
  size_t failed;       /* files, folders and sources that could not be read; their items in the index stay */
  size_t added;        /* items */
  size_t updated;      /* items */
  size_t unchanged;    /* items */
  size_t withdrawn;    /* items that sources have but that were taken down */
  size_t removed;      /* items */
  size_t skipped;      /* items that could not be made from the contents of a file */
  size_t withheld;     /* items that were not pruned because there are too many of them */
  size_t repaired;     /* bytes that were invalid in their character set */
  size_t barren;       /* sources that are not empty but gave nothing */
  index_losses losses; /* what was left out, in order of first occurrence */
} index_report;

void index_losses_reset(index_losses *losses); /* frees the memory */
void index_report_reset(index_report *report); /* frees the memory */

/* Receives reports on the progress of a run; `on_progress` may be NULL. */
typedef struct index_listener {
  void *context;
  void (*on_problem)(void *context, const char *message);  /* a file or item was skipped */
  void (*on_loss)(void *context, const source_loss *loss); /* something was left out; may be NULL */
  /* `done` of `total` bytes have been read and `items` items seen. If the size of any source is unknown
   * before it is read, `done` and `total` count sources instead. Called often. */
  void (*on_progress)(void *context, uint64_t done, uint64_t total, size_t items);
} index_listener;

typedef enum index_exit {
  INDEX_ALL = 0,     /* everything was indexed */
  INDEX_SOME = 1,    /* done, but some input was skipped */
  INDEX_NOTHING = 2, /* nothing changed because of an error */
  INDEX_LOCKED = 3   /* another run holds the lock */
} index_exit;

/* Brings the items of the sources into the index at `path`, which is created if it does not exist: new items
 * are added and changed ones updated in place. Input that cannot be read is reported to `listener` and
 * counted, and does not stop the rest. The new state is swapped in as a whole at the end, once it has been
 * synced to disk; if nothing is new, the file is not touched. Returns the outcome of the run. `err` is set
 * for INDEX_NOTHING and INDEX_LOCKED if an error stopped the run; otherwise its status is SSE_OK. The caller
 * resets `report`. */
index_exit index_run(const char *path, const index_source *sources, size_t count,
                     const index_options *options, const index_listener *listener, index_report *report,
                     sse_error *err);

/* Removes the source `place` (a file, folder or address) from the index at `path`, with all items that no
 * other source has, and sets `*removed` to their number. `dry_run` only counts them. Removing more than ten
 * items that are also more than `max_prune` percent of all requires `force`. Errors: SSE_NOT_FOUND if the
 * index has no such source, SSE_INVALID if too many items would be removed, SSE_BUSY if a run is in progress,
 * and those of index_open. */
sse_status index_drop(const char *path, const char *place, const index_options *options, size_t *removed,
                      sse_error *err);

/* Takes items down: their contents are erased from the index, and they are not indexed again. `*removed` is
 * the number of items that had one of the ids. The whole file is rewritten so that no trace of them is left
 * in it. Errors: SSE_BUSY if a run is in progress, and those of index_open. */
sse_status index_withdraw(const char *path, const char *const *ids, size_t count, const char *reason,
                          size_t *removed, sse_error *err);
/* Lets the next run index an item again that was taken down, if a source still has it. Errors: SSE_NOT_FOUND
 * if no item with this id was taken down, SSE_BUSY, and those of index_open. */
sse_status index_restore_withdrawn(const char *path, const char *id, sse_error *err);

/* Copies the index at `path` to the file `to`, complete and verified, even while a run is in progress. An
 * index that is already there is replaced. Errors: SSE_INVALID if `to` is some other kind of file or the
 * index itself, SSE_BUSY if another backup or a run is writing to `to`, SSE_DENIED, SSE_IO, and those of
 * index_open. */
sse_status index_backup(const char *path, const char *to, sse_error *err);

/* Passes every item of an index to `on_item`, in the order in which they were first read, without their
 * provenance. Errors: SSE_DATABASE, SSE_NO_MEMORY, and those of on_item. */
sse_status index_export(const index_db *index, source_item_fn *on_item, void *context, sse_error *err);

/* Creates an index at `to`, where no file may exist, from whatever can be read of the damaged index at
 * `path`, which is not modified. `*items` is the number of items recovered, `*lost` the number of rows that
 * could not be read. Errors: SSE_INVALID if `to` exists, SSE_DATABASE if nothing can be read, SSE_BUSY,
 * SSE_DENIED, SSE_IO, SSE_NO_MEMORY. */
sse_status index_recover(const char *path, const char *to, size_t *items, size_t *lost, sse_error *err);

/* Verifies the whole index at `path`: the file itself, and that every term of every item is where it belongs.
 * Requires write permission, and that no run is in progress, although nothing is written. Errors: those of
 * index_open, SSE_BUSY, and SSE_DATABASE with a message that says what is damaged. */
sse_status index_check(const char *path, sse_error *err);

/* The last run that ended. */
typedef struct index_last_run {
  int64_t started, ended; /* seconds since 1970; 0 if there was none */
  int exit_code;          /* an index_exit */
  index_report report;
} index_last_run;

/* The number of items that share a value. */
typedef struct index_count {
  char *name; /* "" for items without a value */
  size_t count;
} index_count;

typedef struct index_counts {
  index_count *counts; /* in descending order of count; years with the latest first */
  size_t count;
} index_counts;

void index_counts_reset(index_counts *counts);

/* A source as it was last read. Missing texts are NULL. */
typedef struct index_source_state {
  char *place; /* a file's absolute path, an address or "-" */
  char *format, *label, *group;
  index_losses losses;           /* what was left out */
  size_t items;                  /* that it owns, without those that are gone */
  int64_t last_answer, last_new; /* seconds since 1970; 0: not known */
  size_t failed;                 /* consecutive failed runs */
  bool is_quiet;                 /* a run has reported that nothing new came for longer than expected */
} index_source_state;

typedef struct index_source_states {
  index_source_state *states; /* failing ones first, then by place */
  size_t count;
} index_source_states;

/* An item that was taken down. */
typedef struct index_withdrawal {
  char *id, *reason; /* `reason` is NULL if none was given */
  int64_t since;     /* seconds since 1970 */
} index_withdrawal;

typedef struct index_stats {
  size_t items, files;
  size_t gone;                            /* items that their source no longer has */
  uint64_t bytes;                         /* size of the index */
  index_counts sources, languages, years; /* by publisher, language and year */
  index_counts sizes;                     /* bytes by purpose; set by index_describe_sizes */
  index_source_states sources_read;
  index_withdrawal *withdrawn; /* in order of time */
  size_t withdrawn_count;
  index_last_run last_run;
} index_stats;

/* Describes an index. For several archives, the counts are sums and the last run is the latest of any; what
 * was read and withdrawn is not included. The caller resets `stats`, whatever the result. */
sse_status index_describe(const index_db *index, index_stats *stats, sse_error *err);
/* A shorter description of one archive, for monitoring: only items, what was read, and the last run. It takes
 * a hundredth of the time. */
sse_status index_describe_runs(const index_db *index, index_stats *stats, sse_error *err);
/* Adds how the bytes of one archive are used, which reads every page of it. Adds nothing if the SQLite
 * library cannot report this. Errors: those of the index, SSE_NO_MEMORY. */
sse_status index_describe_sizes(const index_db *index, index_stats *stats, sse_error *err);
void index_stats_reset(index_stats *stats);

/* When the last run on any of the archives ended, in seconds since 1970; 0 if there was none. Errors: SSE_IO,
 * SSE_DENIED, SSE_NO_MEMORY. */
sse_status index_last_ended(const index_db *index, int64_t *ended, sse_error *err);

#endif
