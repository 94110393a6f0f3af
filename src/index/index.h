/* The database: what the folder index/ offers to the others.
 * One SQLite file holds the items as they are shown and an FTS5 table of their terms. It is never changed in
 * place: a run works on a copy and swaps that in, so readers are neither blocked nor see half a run. */
#ifndef SSE_INDEX_H
#define SSE_INDEX_H

#include "base/date.h"
#include "base/status.h"
#include "base/str.h"
#include "index/ranking.h" /* what ranking stands on */
#include "source/source.h"
#include "text/text.h"

#include <sqlite3.h>

/* The schema that readers prepare their statements against (index/schema.c has its text):
 *   item(number, id, source_id, date, lang, source, url, author, tags, reply_to, title, body, first_seen,
 *        changed)
 *   terms(title, body, tags, author)   FTS5, rowid = item.number; the columns in this order
 * `date` is as sse_date_format writes it or NULL, as are `url`, `source`, `author`, `tags`, `reply_to` and
 * `lang`. `lang` is what the source says, else what the text seems to be written in; names in `author` and
 * `tags` are one a line. */
enum { INDEX_TITLE, INDEX_BODY, INDEX_TAGS, INDEX_AUTHOR, INDEX_COLUMNS }; /* of terms */

/* An `index_db` is an open index, or several that are searched as one. */

/* Opens the index at `path` for reading; `*index` is the caller's to close. It stays as it is while it is
 * open, whatever runs meanwhile. Errors: SSE_NOT_FOUND where there is none, SSE_DENIED, SSE_DATABASE for a
 * file that is not an index, is damaged, or was made by another version of the program or of the text
 * analysis, SSE_NO_MEMORY. */
sse_status index_open(const char *path, index_db **index, sse_error *err);
/* Opens several, one at the least, as one index that has the items of all: what is asked of it below is
 * answered for them together, unless it says otherwise. Errors: SSE_INVALID where two are the same file or
 * have the same name; as index_open, of the first that cannot be opened. */
sse_status index_open_all(const char *const *paths, size_t count, index_db **index, sse_error *err);
/* Closes and frees; NULL is allowed. */
void index_close(index_db *index);

/* True for a file that is an index of any version, by its first bytes: one that a run may replace. */
bool index_is_one(const char *path);

/* The same file for a second thread, whose time is over when that of the first is; NULL where it cannot be
 * had, as where the file was swapped since, and of several archives. It stays the index's. */
const index_db *index_second(const index_db *index);
/* Items of a search that make a second thread worth its while. */
enum { INDEX_MANY = 50000 };

/* The archives of an index: those it was opened of, or the index itself. Numbers of items are those of the
 * archive and what comes before its first one, `index_archive_first`, a multiple of INDEX_DAYS. They stay
 * the index's. */
size_t index_archive_count(const index_db *index);
const index_db *index_archive(const index_db *index, size_t which);
uint32_t index_archive_first(const index_db *index, size_t which);
/* The name of its file, without .db. */
const char *index_archive_name(const index_db *index, size_t which);
/* Which archive has the item of a number. */
size_t index_archive_of(const index_db *index, uint32_t number);

/* Begins and ends a transaction in each archive, so that what is read meanwhile is of one state. Errors:
 * those of the index. */
sse_status index_begin(const index_db *index, sse_error *err);
sse_status index_end(const index_db *index, sse_error *err);

/* Replaces what is in `id` by the id of an item. */
sse_status index_id_of(const index_db *index, uint32_t number, sse_buffer *id, sse_error *err);

/* The connection, for the statements of search/, and the path, of one archive. They stay the index's. */
sqlite3 *index_connection(const index_db *index);
const char *index_path(const index_db *index);
/* The analyser whose terms the index holds. It stays the index's. */
text_analyser *index_analyser(const index_db *index);

/* The languages of which the index holds stems. */
sse_status index_languages(const index_db *index, text_languages *languages, sse_error *err);

/* Receives a word, as a term, and how many items have it. */
typedef sse_status index_word_fn(void *context, sse_str term, uint64_t frequency, sse_error *err);

/* Calls `on_word` for the words that the index holds of a stem, the most frequent first. Errors: what on_word
 * gives too. */
sse_status index_words(const index_db *index, sse_str stem, void *context, index_word_fn *on_word,
                       sse_error *err);

/* How many items have a word; 0 where none has. `stem` is the one text_terms gives with it, else none. */
sse_status index_frequency(const index_db *index, sse_str stem, sse_str term, uint64_t *frequency,
                           sse_error *err);

/* True where the index holds words of a stem. */
sse_status index_has_stem(const index_db *index, sse_str stem, bool *has, sse_error *err);

/* Calls `on_word` for the words of the index that a pattern fits, those of the most items first: `most` at
 * the most. In the pattern, * stands for anything and all else is folded text. `*is_cut` tells that there are
 * more. Errors: what on_word gives too. */
sse_status index_words_like(const index_db *index, sse_str pattern, size_t most, void *context,
                            index_word_fn *on_word, bool *is_cut, sse_error *err);

/* Receives a stem, borrowed for the call. */
typedef sse_status index_stem_fn(void *context, sse_str stem, sse_error *err);

/* Calls `on_stem` for the compounds of which the word of a stem is a part, in its language: 32 at the most,
 * those that most items have first. Errors: what on_stem gives too. */
sse_status index_compounds(const index_db *index, sse_str stem, void *context, index_stem_fn *on_stem,
                           sse_error *err);

/* Writes the FTS5 expression for one term, which holds no quote. */
void index_quote(sse_str term, sse_buffer *expression);
/* True where an item has the term, in whatever language. */
sse_status index_has_term(const index_db *index, sse_str term, bool *has, sse_error *err);

/* A test of an item that matches, by where the phrases of the expression stand in it: FTS5's interface tells
 * (fts5.html, "Custom Auxiliary Functions"). Gives a result code of SQLite. */
typedef struct index_test {
  int (*passes)(void *context, const Fts5ExtensionApi *api, Fts5Context *fts, bool *passes);
  void *context;
  void *second; /* the same for a second thread; NULL: there is to be none */
} index_test;

/* Receives the number of an item. */
typedef void index_match_fn(void *context, uint32_t item);

/* Calls `on_item` for the items that match an expression of FTS5 and pass the test; NULL for none. Where
 * they are many, two threads do at once: one for those below a multiple of 64, one for the others, each in
 * ascending order. */
sse_status index_matches(const index_db *index, sse_str expression, const index_test *test, void *context,
                         index_match_fn *on_item, sse_error *err);

/* Fills in `err` from the connection's last error: a full disk, damage, a lock, each with what to do. */
sse_status index_fail(const index_db *index, sse_error *err);

/* Has what follows on this index end with SSE_TIMEOUT once that time is over; 0: it may take any time, as at
 * first. One item is looked at to its end, whatever its length. */
void index_limit_time(index_db *index, unsigned milliseconds);
/* Asks the clock, for loops that read nothing. Errors: SSE_TIMEOUT. */
sse_status index_check_time(const index_db *index, sse_error *err);

/* Prepares `sql` for one archive; on failure `*statement` is NULL. */
sse_status index_prepare(const index_db *index, const char *sql, sqlite3_stmt **statement, sse_error *err);
/* The same for a statement that every search runs: it is prepared once, and stays the index's. `sql` has to
 * outlive the index. To be ended with index_statement_end before it is asked for again. */
sse_status index_statement(const index_db *index, const char *sql, sqlite3_stmt **statement, sse_error *err);
/* Ends a run of a prepared statement, so that it can be run again. NULL is allowed. */
void index_statement_end(sqlite3_stmt *statement);
/* The text in a column of the row at hand, borrowed until the next step; without data for NULL. */
sse_str index_column(sqlite3_stmt *row, int column);

/* Where the index is when no option names it: $SSESEARCH_DB, else $XDG_DATA_HOME/ssesearch/index.db, else
 * ~/.local/share/ssesearch/index.db. `*path` is the caller's to free. `*is_chosen` tells that the environment
 * named it, so that its folder is not ours to make. Errors: SSE_NOT_FOUND where there is no home either. */
sse_status index_default_path(char **path, bool *is_chosen, sse_error *err);

/* ---- Spelling --------------------------------------------------------------------------------- */

enum { INDEX_SPELLING_SHORTEST = 4, INDEX_SPELLING_LONGEST = 24 }; /* code points of a word kept for it */

/* A word of the index. */
typedef struct index_spelling {
  uint32_t signature, frequency; /* of its letters; items */
  sse_str term;                  /* borrowed */
} index_spelling;

typedef sse_status index_spelling_fn(void *context, const index_spelling *word, sse_error *err);

/* A bit for each letter, by the last five bits of its code point. */
uint32_t index_spelling_signature(const int32_t *codes, size_t count);
/* Calls `on_word` for the words of letters that have from `shortest` to `longest` code points. Errors: what
 * on_word gives too. */
sse_status index_spellings(const index_db *index, size_t shortest, size_t longest, void *context,
                           index_spelling_fn *on_word, sse_error *err);

/* ---- Runs ---------------------------------------------------------------------------------- */

/* A place that news come from, and how they are to be read. */
typedef enum index_keep {
  INDEX_KEEP_WINDOW, /* what a feed at an address, which shows its latest items only, has no more stays; the
                        rest goes */
  INDEX_KEEP_ALL,    /* what the source has no more stays */
  INDEX_KEEP_NONE    /* goes */
} index_keep;

typedef struct index_source {
  const char *place; /* a file, a folder, an http or https address, or "-" for standard input */
  source_options options;
  index_keep keep;
  const char *group;   /* of sources, which a filter and a facet name; NULL for none */
  unsigned quiet_days; /* after which it is told that nothing new came; 0 for never */
} index_source;

typedef struct index_options {
  bool rebuild;       /* reads all sources and analyses all texts again, into a new file; nothing is lost */
  bool from_sources;  /* a rebuild begins with nothing: only what the sources have now will be in the index */
  bool prune;         /* removes items that their source has no more */
  bool force;         /* prunes, drops and rebuilds where caution would not */
  bool dry_run;       /* does all but the swap */
  unsigned max_prune; /* percent of a source's items that are pruned without `force` */
} index_options;

/* Something that was not taken, of all sources of a run together. */
typedef struct index_loss {
  source_loss_kind kind;
  char *name;   /* an ending, a column, a field */
  char *reason; /* and what would help; "" where the kind says it all */
  size_t count;
} index_loss;

typedef struct index_losses {
  index_loss *losses;
  size_t count, capacity;
} index_losses;

/* Adds one to those of its kind, name and reason. Errors: SSE_NO_MEMORY. */
sse_status index_losses_add(index_losses *losses, const source_loss *loss, sse_error *err);

/* What a run has done. */
typedef struct index_report {
  size_t files;   /* that are in the index as they are now, unchanged ones included */
  size_t failed;  /* files, folders and sources that could not be read; what is in the index of them stays */
  size_t added;   /* items */
  size_t updated; /* items */
  size_t unchanged;    /* items */
  size_t withdrawn;    /* items that sources have and that were taken down */
  size_t removed;      /* items */
  size_t skipped;      /* items that could not be made of what a file holds */
  size_t withheld;     /* items that were not pruned because they are too many */
  size_t repaired;     /* bytes that meant nothing in their character set */
  size_t barren;       /* sources that are not empty and of which nothing was taken */
  index_losses losses; /* what was not taken, in order of its first time */
} index_report;

void index_losses_reset(index_losses *losses); /* gives the memory back, as the next does */
void index_report_reset(index_report *report); /* gives the memory back */

/* Who is told how a run goes; `on_progress` may be NULL. */
typedef struct index_listener {
  void *context;
  void (*on_problem)(void *context, const char *message);  /* a file or item was skipped */
  void (*on_loss)(void *context, const source_loss *loss); /* something was not taken; may be NULL */
  /* `done` of `total` bytes have been read and `items` items seen; of files and addresses where the size of
   * one is not known before it is read. Called often. */
  void (*on_progress)(void *context, uint64_t done, uint64_t total, size_t items);
} index_listener;

typedef enum index_exit {
  INDEX_ALL = 0,     /* all was indexed */
  INDEX_SOME = 1,    /* done, but some input was skipped */
  INDEX_NOTHING = 2, /* nothing changed because of an error */
  INDEX_LOCKED = 3   /* another run is at work */
} index_exit;

/* Brings the items of the sources into the index at `path`, which is made where there is none: new ones are
 * added, changed ones updated in place. What cannot be read is reported to `listener`, counted, and does not
 * stop the others. The new state of all of them is swapped in together at the end, once it is on the disk;
 * where nothing is new the file is not touched. Returns how the run went; `err` is set for INDEX_NOTHING and
 * INDEX_LOCKED where an error stopped the run, else its status is SSE_OK. `report` is the caller's to reset.
 */
index_exit index_run(const char *path, const index_source *sources, size_t count,
                     const index_options *options, const index_listener *listener, index_report *report,
                     sse_error *err);

/* Removes the source `place`, a file, folder or address, from the index at `path`, with all items that no
 * other source has; `*removed` is how many. Of the options, with `dry_run` they are only counted, and more
 * than ten that are more than `max_prune` percent of all need `force`. Errors: SSE_NOT_FOUND where the index
 * knows no such source, SSE_INVALID where it is too much, SSE_BUSY where a run is at work, and as index_open.
 */
sse_status index_drop(const char *path, const char *place, const index_options *options, size_t *removed,
                      sse_error *err);

/* Takes items down: what they said is no more in the index, and they are not read in again. `*removed` is how
 * many there were of those ids. The whole file is made anew, so that nothing of them is left in it. Errors:
 * SSE_BUSY where a run is at work, and as index_open. */
sse_status index_withdraw(const char *path, const char *const *ids, size_t count, const char *reason,
                          size_t *removed, sse_error *err);
/* Has an item that was taken down read in again by the next run, where a source has it. Errors: SSE_NOT_FOUND
 * where none of that id was, SSE_BUSY, and as index_open. */
sse_status index_restore_withdrawn(const char *path, const char *id, sse_error *err);

/* Copies the index at `path` to the file `to`, whole and checked, whatever runs meanwhile; another index in
 * that place is replaced. Errors: SSE_INVALID where `to` is another file or the index itself, SSE_BUSY where
 * another backup or a run is writing to `to`, SSE_DENIED, SSE_IO, and as index_open. */
sse_status index_backup(const char *path, const char *to, sse_error *err);

/* Hands on every item of an index, in the order in which they were first read, without where it was read.
 * Errors: SSE_DATABASE, SSE_NO_MEMORY, and what on_item gives. */
sse_status index_export(const index_db *index, source_item_fn *on_item, void *context, sse_error *err);

/* Makes an index at `to`, where there is no file, of what can be read of the damaged one at `path`, which
 * stays as it is. `*items` is how many it has, `*lost` how many rows could not be read. Errors: SSE_INVALID
 * where `to` is there, SSE_DATABASE where nothing can be read, SSE_BUSY, SSE_DENIED, SSE_IO, SSE_NO_MEMORY.
 */
sse_status index_recover(const char *path, const char *to, size_t *items, size_t *lost, sse_error *err);

/* Verifies the index at `path` whole: the file, and that every term of every item is where it belongs. Needs
 * the right to write, and that no run is at work, though nothing is written. Errors: as index_open, SSE_BUSY,
 * and SSE_DATABASE that says what is damaged. */
sse_status index_check(const char *path, sse_error *err);

/* The last run that ended. */
typedef struct index_last_run {
  int64_t started, ended; /* seconds since 1970; 0 where there was none */
  int exit_code;          /* an index_exit */
  index_report report;
} index_last_run;

/* How many items have something in common. */
typedef struct index_count {
  char *name; /* "" for items that have none */
  size_t count;
} index_count;

typedef struct index_counts {
  index_count *counts; /* the most first; years from the latest on */
  size_t count;
} index_counts;

void index_counts_reset(index_counts *counts);

/* A source as it was last read. Texts are NULL where there is none. */
typedef struct index_source_state {
  char *place; /* a file's absolute path, an address or "-" */
  char *format, *label, *group;
  index_losses losses;           /* what was not taken */
  size_t items;                  /* that it owns and are not gone */
  int64_t last_answer, last_new; /* seconds since 1970; 0: not known */
  size_t failed;                 /* runs in a row */
  bool is_quiet;                 /* a run has told that nothing new came for longer than was asked for */
} index_source_state;

typedef struct index_source_states {
  index_source_state *states; /* those that fail first, then by place */
  size_t count;
} index_source_states;

/* An item that was taken down. */
typedef struct index_withdrawal {
  char *id, *reason; /* NULL where none was given */
  int64_t since;     /* seconds since 1970 */
} index_withdrawal;

typedef struct index_stats {
  size_t items, files;
  size_t gone;                            /* items that their source has no more */
  uint64_t bytes;                         /* of the index */
  index_counts sources, languages, years; /* by publisher, language and year */
  index_counts sizes;                     /* bytes by what they are for; of index_describe_sizes */
  index_source_states sources_read;
  index_withdrawal *withdrawn; /* by time */
  size_t withdrawn_count;
  index_last_run last_run;
} index_stats;

/* Describes an index. Of several archives the sums, and the last run of any; what was read and withdrawn is
 * left to each. `stats` is the caller's to reset, whatever the result. */
sse_status index_describe(const index_db *index, index_stats *stats, sse_error *err);
/* The same of one archive for who watches it: items, what was read, and the last run alone, which costs a
 * hundredth of it. */
sse_status index_describe_runs(const index_db *index, index_stats *stats, sse_error *err);
/* Adds where the bytes of one archive go, which looks at every page of it; nothing where the SQLite library
 * cannot tell. Errors: those of the index, SSE_NO_MEMORY. */
sse_status index_describe_sizes(const index_db *index, index_stats *stats, sse_error *err);
void index_stats_reset(index_stats *stats);

/* When the last run of any of its archives ended, in seconds since 1970; 0: there was none. Errors: SSE_IO,
 * SSE_DENIED, SSE_NO_MEMORY. */
sse_status index_last_ended(const index_db *index, int64_t *ended, sse_error *err);

#endif
