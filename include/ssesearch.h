/* libssesearch: full-text search of dated news, over one file.
 *
 * An index is a file that holds items: a headline, a date, a text, and what is known of each. Sources (files,
 * folders, feeds, pages) are read into it by ssesearch_index; ssesearch_open opens one or several such files
 * for searching, and ssesearch_search ranks the items that match a query. An archive is one of several
 * indexes that are searched together.
 *
 *   ssesearch_error error;
 *   ssesearch *index;
 *   const char *path = "news.db";
 *   if (ssesearch_open(&path, 1, &index, &error) == SSESEARCH_OK) { ... ssesearch_close(index); }
 *
 * Text is UTF-8 and NUL-terminated. What is passed in is borrowed for the call, unless it says otherwise.
 * What is given back as `const char *` belongs to the object it was asked of, and lives as long; NULL stands
 * for what an item does not have. Offsets are bytes.
 *
 * Threads: an open index and its results are for one thread at a time; several can be used by as many threads
 * at once, also of the same file. ssesearch_index may run while others search: they go on with the state that
 * they have opened, and see the new one when they open the file again.
 *
 * Errors: a function that can fail returns a code, SSESEARCH_OK for none, and fills in the error that it is
 * given; NULL is allowed where the message does not matter. Nothing is printed, and no call ends the process.
 *
 * Structures that are passed in begin with their size, so that later versions can add to them: initialise
 * them with the macro of their name. */
#ifndef SSESEARCH_H
#define SSESEARCH_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define SSESEARCH_API __attribute__((visibility("default")))

/* ---- Errors --------------------------------------------------------------------------------------- */

/* Numbers stay what they are; later versions may add some. */
typedef enum ssesearch_code {
  SSESEARCH_OK = 0,
  SSESEARCH_NOT_FOUND = 1, /* a file, an index or an item is not there */
  SSESEARCH_DENIED = 2,    /* there, but not allowed to be read or written */
  SSESEARCH_INVALID = 3,   /* an argument, an option or a query's filter is not what it has to be */
  SSESEARCH_TOO_LARGE = 4, /* over a limit */
  SSESEARCH_IO = 5,        /* reading or writing failed; a full disk */
  SSESEARCH_NO_MEMORY = 6,
  SSESEARCH_DATABASE = 7, /* not an index, damaged, or made by another version */
  SSESEARCH_BUSY = 8,     /* another run is writing to it */
  SSESEARCH_TIMEOUT = 9   /* it took longer than it may */
} ssesearch_code;

typedef struct ssesearch_error {
  ssesearch_code code;
  char message[1024]; /* one line for a person: what, where, what to do */
} ssesearch_error;

/* The version of the library, such as "0.9.0". */
SSESEARCH_API const char *ssesearch_version(void);

/* ---- Searching ------------------------------------------------------------------------------------ */

/* One or several indexes that are open for reading. */
typedef struct ssesearch ssesearch;

/* Opens `count` (1 or more) indexes as one. `*index` is to be closed with ssesearch_close; NULL after an
 * error. Needs no lock and no right to write. Errors: NOT_FOUND, DENIED, DATABASE, INVALID where two are the
 * same file or have the same name, NO_MEMORY. */
SSESEARCH_API ssesearch_code ssesearch_open(const char *const *paths, size_t count, ssesearch **index,
                                            ssesearch_error *error);
/* NULL is allowed. Results stay valid. */
SSESEARCH_API void ssesearch_close(ssesearch *index);

typedef enum ssesearch_sort {
  SSESEARCH_BY_RELEVANCE = 0,
  SSESEARCH_NEWEST = 1, /* by the items' dates */
  SSESEARCH_OLDEST = 2
} ssesearch_sort;

typedef enum ssesearch_match {
  SSESEARCH_MATCH_AUTO = 0, /* all words; where hardly any item has them all, some of them too */
  SSESEARCH_MATCH_ALL = 1,
  SSESEARCH_MATCH_ANY = 2
} ssesearch_match;

enum {                            /* flags of a search */
       SSESEARCH_FACETS = 1,      /* count the hits by year, publisher and so on */
       SSESEARCH_SUGGEST = 2,     /* another query where a word looks misspelt */
       SSESEARCH_WHOLE_TEXTS = 4, /* a hit's snippet is all of its text */
       SSESEARCH_STORIES = 8,     /* of items that say the same, only the best one is a hit */
       SSESEARCH_TYPING = 16,     /* the last word of the query may go on */
       SSESEARCH_EVERYTHING = 32  /* a query without words has all items as hits */
};

typedef struct ssesearch_options {
  size_t size;
  size_t limit, offset; /* hits wanted, and passed over before them; limit 0 only counts */
  ssesearch_sort sort;
  ssesearch_match match;
  unsigned flags;
  unsigned time_limit; /* milliseconds; 0 for none */
  const char *filters; /* a query that narrows the other, such as "source:ilo after:2023"; NULL */
  const char *similar; /* the id of an item: those like it are searched for, not the query; NULL */
  double half_life;    /* days after which an item's recency counts half; 0: dates do not count */
} ssesearch_options;

#define SSESEARCH_OPTIONS                                                                                    \
  { .size = sizeof(ssesearch_options), .limit = 10 }

/* What a search has found. */
typedef struct ssesearch_results ssesearch_results;

/* Searches for what a person typed: any text is a query (see ssesearch(1)). `options` NULL is the default:
 * the ten best. `*results` is to be freed with ssesearch_results_free; NULL after an error. Errors: INVALID,
 * TIMEOUT, DATABASE, IO, NO_MEMORY. */
SSESEARCH_API ssesearch_code ssesearch_search(ssesearch *index, const char *query,
                                              const ssesearch_options *options, ssesearch_results **results,
                                              ssesearch_error *error);
/* The item of an id as the only hit, with its whole text. Errors: NOT_FOUND and those of a search. */
SSESEARCH_API ssesearch_code ssesearch_item(ssesearch *index, const char *id, ssesearch_results **results,
                                            ssesearch_error *error);
/* NULL is allowed. */
SSESEARCH_API void ssesearch_results_free(ssesearch_results *results);

/* How many items match, whatever the limit; at most 10,000 are counted unless limit is 0 or facets are
 * counted. `*is_exact` (NULL is allowed) is 0 where there may be more. */
SSESEARCH_API size_t ssesearch_total(const ssesearch_results *results, int *is_exact);
/* The query as it may have been meant; NULL for none. */
SSESEARCH_API const char *ssesearch_suggestion(const ssesearch_results *results);
/* What of the query was not taken as it was typed, one sentence each, from 0; NULL after the last. `*code`
 * (NULL is allowed) is a name for programs, such as "unreadable-date". */
SSESEARCH_API const char *ssesearch_note(const ssesearch_results *results, size_t which, const char **code);
/* How many hits there are: at most the limit. */
SSESEARCH_API size_t ssesearch_count(const ssesearch_results *results);

typedef enum ssesearch_field {
  SSESEARCH_ID = 0,  /* stable, never NULL */
  SSESEARCH_TITLE,   /* never NULL */
  SSESEARCH_SNIPPET, /* the best passage of its text, or all of it; "" where it has none */
  SSESEARCH_DATE,    /* 2023-07-25, 2023-07 or 2023 */
  SSESEARCH_URL,
  SSESEARCH_SOURCE,   /* its publisher */
  SSESEARCH_LANGUAGE, /* a tag, such as "fr" */
  SSESEARCH_AUTHORS,  /* one a line, as tags */
  SSESEARCH_TAGS,
  SSESEARCH_ARCHIVE /* where several are searched */
} ssesearch_field;

/* A field of the hit `which`, from 0; NULL where it has none, or there is no such hit or field. */
SSESEARCH_API const char *ssesearch_text(const ssesearch_results *results, size_t which,
                                         ssesearch_field field);
/* Above 0, higher is better; comparable within one result only. 0 where order is by date. */
SSESEARCH_API double ssesearch_score(const ssesearch_results *results, size_t which);

/* Bytes of a text that match the query. */
typedef struct ssesearch_range {
  size_t start, length;
} ssesearch_range;

/* The matches in a title or snippet, in order and not overlapping: how many, and `*ranges`, which belong to
 * the results. 0 for other fields. */
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

/* The value `which`, from 0, of a facet, and in `*count` how many hits have it; NULL after the last. Years
 * and months from the latest on, others by count. */
SSESEARCH_API const char *ssesearch_value(const ssesearch_results *results, ssesearch_facet facet,
                                          size_t which, size_t *count);

/* ---- Indexing ------------------------------------------------------------------------------------- */

typedef struct ssesearch_index_options {
  size_t size;
  int prune;            /* remove items that their source has no more */
  int rebuild;          /* analyse all texts again */
  const char *language; /* of items that do not say it; NULL: told by their text */
  const char *source;   /* the publisher of items that do not name one; NULL */
  /* Is told of what was passed over, one line each; NULL for none. From another thread than the caller's,
   * one call at a time. */
  void (*on_problem)(void *context, const char *message);
  void *context;
} ssesearch_index_options;

#define SSESEARCH_INDEX_OPTIONS                                                                              \
  { .size = sizeof(ssesearch_index_options) }

typedef struct ssesearch_report {
  size_t added, updated, unchanged, removed; /* items */
  size_t skipped;                            /* items that could not be made of what a source holds */
  size_t failed;                             /* files and addresses that could not be read */
} ssesearch_report;

/* Brings the items of `count` places (files, folders, http and https addresses) into the index at `path`,
 * which is made where there is none; as sseindex(1) does it. What cannot be read is told, counted, and does
 * not stop the others; `*report` (NULL is allowed) has the counts. The new state is swapped in at the end or,
 * after an error, not at all. Errors: BUSY where another run is at work, DENIED, IO, DATABASE, INVALID,
 * NO_MEMORY. */
SSESEARCH_API ssesearch_code ssesearch_index(const char *path, const char *const *places, size_t count,
                                             const ssesearch_index_options *options, ssesearch_report *report,
                                             ssesearch_error *error);

#ifdef __cplusplus
}
#endif

#endif
