/* libssesearch: full-text search of dated news, over one file.
 *
 * An index is a file of items. An item has a headline, a date, a text, and whatever else is known about it.
 * ssesearch_index reads sources (files, folders, feeds, pages) into an index; ssesearch_open opens one or
 * more indexes for searching, and ssesearch_search ranks the items that match a query. When several indexes
 * are searched together, each is called an archive.
 *
 *   ssesearch_error error;
 *   ssesearch *index;
 *   const char *path = "news.db";
 *   if (ssesearch_open(&path, 1, &index, &error) == SSESEARCH_OK) { ... ssesearch_close(index); }
 *
 * Text is UTF-8 and NUL-terminated. Arguments are borrowed for the duration of the call unless stated
 * otherwise. A returned `const char *` belongs to the object it was obtained from and lives as long as that
 * object; NULL means that the item has no such field. Offsets are in bytes.
 *
 * Threads: an open index and its results may be used by one thread at a time. Several indexes, including
 * several opened from the same file, may be used by different threads at once. ssesearch_index may run while
 * others search: they keep the state that they opened, and see the new one when they open the file again.
 *
 * Errors: a function that can fail returns a code, SSESEARCH_OK on success, and fills in the error passed to
 * it, which may be NULL if the message is not needed. Nothing is printed, and no call ends the process.
 *
 * Structures that are passed in begin with their size, so that later versions can add fields: initialise
 * them with the macro named after them. */
#ifndef SSESEARCH_H
#define SSESEARCH_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define SSESEARCH_API __attribute__((visibility("default")))

/* ---- Errors --------------------------------------------------------------------------------------- */

/* Existing numbers never change; later versions may add new ones. */
typedef enum ssesearch_code {
  SSESEARCH_OK = 0,
  SSESEARCH_NOT_FOUND = 1, /* no such file, index or item */
  SSESEARCH_DENIED = 2,    /* it exists, but may not be read or written */
  SSESEARCH_INVALID = 3,   /* an invalid argument, option or query filter */
  SSESEARCH_TOO_LARGE = 4, /* over a limit */
  SSESEARCH_IO = 5,        /* reading or writing failed, or the disk is full */
  SSESEARCH_NO_MEMORY = 6,
  SSESEARCH_DATABASE = 7, /* not an index, damaged, or made by another version */
  SSESEARCH_BUSY = 8,     /* another run is writing to it */
  SSESEARCH_TIMEOUT = 9   /* the time limit was exceeded */
} ssesearch_code;

typedef struct ssesearch_error {
  ssesearch_code code;
  char message[1024]; /* one line for a person: what failed, where, and what to do */
} ssesearch_error;

/* The version of the library, such as "0.9.0". */
SSESEARCH_API const char *ssesearch_version(void);

/* ---- Searching ------------------------------------------------------------------------------------ */

/* One or more indexes, open for reading. */
typedef struct ssesearch ssesearch;

/* Opens `count` (1 or more) indexes as one. The caller closes `*index` with ssesearch_close; it is NULL after
 * an error. Needs no lock and no write permission. Errors: NOT_FOUND, DENIED, DATABASE, INVALID if two are
 * the same file or have the same name, NO_MEMORY. */
SSESEARCH_API ssesearch_code ssesearch_open(const char *const *paths, size_t count, ssesearch **index,
                                            ssesearch_error *error);
/* NULL is allowed. Results stay valid after it. */
SSESEARCH_API void ssesearch_close(ssesearch *index);

typedef enum ssesearch_sort {
  SSESEARCH_BY_RELEVANCE = 0,
  SSESEARCH_NEWEST = 1, /* by the items' dates */
  SSESEARCH_OLDEST = 2
} ssesearch_sort;

typedef enum ssesearch_match {
  SSESEARCH_MATCH_AUTO = 0, /* all words; if hardly any item has all of them, items with some of them too */
  SSESEARCH_MATCH_ALL = 1,
  SSESEARCH_MATCH_ANY = 2
} ssesearch_match;

enum {                            /* flags of a search */
       SSESEARCH_FACETS = 1,      /* count the hits by year, publisher and so on */
       SSESEARCH_SUGGEST = 2,     /* suggest another query if a word looks misspelt */
       SSESEARCH_WHOLE_TEXTS = 4, /* a hit's snippet is its whole text */
       SSESEARCH_STORIES = 8,     /* of items that tell the same story, only the best one is a hit */
       SSESEARCH_TYPING = 16,     /* the last word of the query may be incomplete */
       SSESEARCH_EVERYTHING = 32  /* a query without words matches every item */
};

typedef struct ssesearch_options {
  size_t size;
  size_t limit, offset; /* hits to return, and to skip before them; limit 0 only counts */
  ssesearch_sort sort;
  ssesearch_match match;
  unsigned flags;
  unsigned time_limit; /* milliseconds; 0 for no limit */
  const char *filters; /* a query that narrows the main one, such as "source:ilo after:2023"; or NULL */
  const char *similar; /* an item's id: searches for items like it instead of for the query; or NULL */
  double half_life;    /* the age in days at which recency counts half; 0 ignores dates */
} ssesearch_options;

#define SSESEARCH_OPTIONS                                                                                    \
  { .size = sizeof(ssesearch_options), .limit = 10 }

/* The result of a search. */
typedef struct ssesearch_results ssesearch_results;

/* Searches for what a person typed; any text is a valid query (see ssesearch(1)). `options` may be NULL for
 * the defaults: the ten best hits. The caller frees `*results` with ssesearch_results_free; it is NULL after
 * an error. Errors: INVALID, NOT_FOUND if no item has the id `similar`, TIMEOUT, DATABASE, IO, NO_MEMORY. */
SSESEARCH_API ssesearch_code ssesearch_search(ssesearch *index, const char *query,
                                              const ssesearch_options *options, ssesearch_results **results,
                                              ssesearch_error *error);
/* Returns the item with this id as the only hit, with its whole text. Errors: NOT_FOUND and those of a
 * search. */
SSESEARCH_API ssesearch_code ssesearch_item(ssesearch *index, const char *id, ssesearch_results **results,
                                            ssesearch_error *error);
/* NULL is allowed. */
SSESEARCH_API void ssesearch_results_free(ssesearch_results *results);

/* The number of items that match, regardless of the limit. Counting stops at 10,000 unless the limit is 0 or
 * facets are counted; `*is_exact` (NULL is allowed) is 0 if there may be more. */
SSESEARCH_API size_t ssesearch_total(const ssesearch_results *results, int *is_exact);
/* The query that was probably meant; NULL if there is none. */
SSESEARCH_API const char *ssesearch_suggestion(const ssesearch_results *results);
/* A sentence on a part of the query that was not taken as typed; `which` counts from 0. NULL after the last.
 * `*code` (NULL is allowed) is a name for programs, such as "unreadable-date". */
SSESEARCH_API const char *ssesearch_note(const ssesearch_results *results, size_t which, const char **code);
/* The number of hits, at most the limit. */
SSESEARCH_API size_t ssesearch_count(const ssesearch_results *results);

typedef enum ssesearch_field {
  SSESEARCH_ID = 0,  /* stable, never NULL */
  SSESEARCH_TITLE,   /* never NULL */
  SSESEARCH_SNIPPET, /* the best passage of its text, or all of it; "" if it has no text */
  SSESEARCH_DATE,    /* 2023-07-25, 2023-07 or 2023 */
  SSESEARCH_URL,
  SSESEARCH_SOURCE,   /* the publisher */
  SSESEARCH_LANGUAGE, /* a tag, such as "fr" */
  SSESEARCH_AUTHORS,  /* one per line, as are tags */
  SSESEARCH_TAGS,
  SSESEARCH_ARCHIVE /* only if several are searched */
} ssesearch_field;

/* A field of the hit `which`, counting from 0; NULL if the hit lacks it or there is no such hit or field. */
SSESEARCH_API const char *ssesearch_text(const ssesearch_results *results, size_t which,
                                         ssesearch_field field);
/* Above 0, higher is better; comparable only within one set of results. 0 if sorted by date. */
SSESEARCH_API double ssesearch_score(const ssesearch_results *results, size_t which);

/* A match in a text, in bytes. */
typedef struct ssesearch_range {
  size_t start, length;
} ssesearch_range;

/* The matches in a title or snippet, in order and without overlap. Returns their number and sets `*ranges`,
 * which belongs to the results. 0 for other fields. */
SSESEARCH_API size_t ssesearch_matches(const ssesearch_results *results, size_t which, ssesearch_field field,
                                       const ssesearch_range **ranges);

typedef enum ssesearch_facet {
  SSESEARCH_BY_YEAR = 0,
  SSESEARCH_BY_MONTH,
  SSESEARCH_BY_SOURCE,
  SSESEARCH_BY_LANGUAGE,
  SSESEARCH_BY_GROUP,
  SSESEARCH_BY_ARCHIVE
} ssesearch_facet;

/* The value `which` of a facet, counting from 0; `*count` (NULL is allowed) is set to the number of hits that
 * have it. NULL after the last. Years and months are in descending order, other facets by count. */
SSESEARCH_API const char *ssesearch_value(const ssesearch_results *results, ssesearch_facet facet,
                                          size_t which, size_t *count);

/* ---- Indexing ------------------------------------------------------------------------------------- */

typedef struct ssesearch_index_options {
  size_t size;
  int prune;            /* remove items that their source no longer has */
  int rebuild;          /* analyse all texts again */
  const char *language; /* of items that do not state theirs, a tag; NULL detects it from the text */
  const char *source;   /* the publisher of items that do not name one; or NULL */
  /* Called for each problem, with one line of text; may be NULL. It may be called from a thread other than
   * the caller's, but never concurrently. */
  void (*on_problem)(void *context, const char *message);
  void *context;
} ssesearch_index_options;

#define SSESEARCH_INDEX_OPTIONS                                                                              \
  { .size = sizeof(ssesearch_index_options) }

typedef struct ssesearch_report {
  size_t added, updated, unchanged, removed; /* items */
  size_t skipped;                            /* entries of a source that could not be made into items */
  size_t failed;                             /* files and addresses that could not be read */
} ssesearch_report;

/* Reads the items of `count` places (files, folders, http and https addresses) into the index at `path`, as
 * sseindex(1) does; the index is created if it does not exist. Whatever cannot be read is reported, counted,
 * and does not stop the rest; `*report` (NULL is allowed) gets the counts. The new state is swapped in at the
 * end or, after an error, not at all. Errors: BUSY if another run is in progress, NOT_FOUND if there is no
 * such folder, DENIED, IO, DATABASE, INVALID, also if no place could be read, NO_MEMORY. */
SSESEARCH_API ssesearch_code ssesearch_index(const char *path, const char *const *places, size_t count,
                                             const ssesearch_index_options *options, ssesearch_report *report,
                                             ssesearch_error *error);

#ifdef __cplusplus
}
#endif

#endif
