/* Finding items: what the room search/ offers to the others.
 * search_run takes what a person typed and returns ranked items with their matches marked.
 * Any text is a query: anything that is not a word is ignored, and there are no syntax errors. */
#ifndef SSE_SEARCH_H
#define SSE_SEARCH_H

#include "base/buffer.h"
#include "base/date.h"
#include "base/lines.h"
#include "base/status.h"
#include "index/index.h"
#include "query/query.h"

typedef enum search_match {
  SEARCH_MATCH_AUTO, /* all words; if fewer than QUERY_TOO_FEW items have them all, also some of them */
  SEARCH_MATCH_ALL,
  SEARCH_MATCH_ANY
} search_match;

/* All but the first are by day, and all of these but SEARCH_OLDEST have the latest first: of the items, or of
 * the runs that added them or last changed them. */
typedef enum search_sort {
  SEARCH_RELEVANCE,
  SEARCH_NEWEST,
  SEARCH_OLDEST,
  SEARCH_SEEN,
  SEARCH_CHANGED
} search_sort;

/* Their names, in that order; NULL after the last. */
extern const char *const search_match_names[], *const search_sort_names[];

enum {
  SEARCH_COUNT_MOST = 10000,   /* items that are counted, unless the exact number is requested */
  SEARCH_NEAR_MOST = 100,      /* best items that are also sorted by what their texts show */
  SEARCH_SNIPPET_LONGEST = 240 /* code points of a snippet, without ellipses; a multiple of three */
};

/* Sets `*known` if an item was seen before; `content` is as in search_hit. Errors end the search and become
 * its result. */
typedef sse_status search_known_fn(void *context, const char *id, uint64_t content, bool *known,
                                   sse_error *err);

typedef struct search_options {
  search_match match;
  search_sort sort;
  const char *similar;           /* the id of an item: search for those like it, not for the query; NULL */
  const char *similar_archive;   /* the name of its archive; NULL for the first that has it */
  const char *filters;           /* a query that restricts the other one: "source:ilo after:2023"; NULL */
  const char *id;                /* of the only item that may be a hit; NULL for all */
  size_t limit;                  /* most hits wanted; 0 only counts, and counts all */
  size_t offset;                 /* hits skipped before the first */
  const text_synonyms *synonyms; /* borrowed; NULL for none */
  thesaurus_db *thesaurus;       /* the same; no other thread may use it */
  double half_life;              /* days after which an item's recency counts half; 0 for no recency */
  sse_date today;                /* for recency and relative dates */
  query_saved_fn *saved;         /* finds the saved searches that the query names; NULL for none */
  void *saved_context;
  search_known_fn *is_known; /* called for every item that matches: those known are not hits; NULL */
  void *known_context;
  bool everything;  /* a query without words and filters has all items as hits, instead of none */
  bool facets;      /* count all hits by year, month, publisher, language and tag */
  bool all_items;   /* for each facet value, also count the items of the index that have it */
  bool explain;     /* report the parts of each score */
  bool paths;       /* report which file a hit comes from: for callers that may see the machine's paths */
  bool whole_texts; /* a hit's snippet is its whole text */
  bool ids_only;    /* only id and score of each hit: for lists of thousands */
  bool stories;     /* of items that say the same, only the best is a hit, and names the others */
  bool typing;      /* the last word of the query may be incomplete: longer words count less than itself */
  bool suggest;     /* suggest another query if a word of this one looks misspelt */
  bool exhaustive;  /* score every item and skip none: for tests */
  bool both;        /* use two threads and an estimate even for few items: for tests */
} search_options;

/* A part of a text to show, in code points. */
typedef struct search_range {
  size_t start;
  size_t length; /* at least 1 */
} search_range;

/* A text to show and its matches, in order and not overlapping. */
typedef struct search_text {
  char *text; /* UTF-8, never NULL */
  search_range *ranges;
  size_t range_count;
} search_text;

/* Part of a score: the parts of depth 0 add up to it; each is followed by its own parts. */
typedef struct search_part {
  unsigned depth;
  double value; /* at depth 0 */
  char *what;
} search_part;

/* Another item of a hit's story. */
typedef struct search_also {
  char *id, *title;
  char *source, *lang, *url; /* NULL if there is none */
} search_also;

typedef struct search_hit {
  char *id;
  char *archive;  /* its name, if several are searched; else NULL */
  bool shares_id; /* the id alone refers to an item of another archive, which is searched before it */
  search_text title;
  search_text snippet; /* the best part of the body, with its list items on separate lines, or all of it; ""
                          if there is no body */
  char *date;          /* NULL if there is none, as for the five below */
  char *url;
  char *source;
  char *lang;
  char *authors; /* one a line, like the tags */
  char *tags;
  char *path;  /* the file it was read from and, in an archive, the entry; only if paths are requested */
  size_t line; /* in that file, or its number there; 0 if unknown */
  int64_t first_seen, changed; /* seconds since 1970: the runs that added it and that last changed what is
                                  shown of it; 0 if unknown */
  uint64_t content;            /* a hash of title, text, date and address, never 0; 0 without is_known */
  double score;                /* above 0; higher is better; comparable within one result only */
  bool has_every;              /* it has every word of the query, or a synonym of it */
  search_also *also;           /* others that say the same, those in its language first */
  size_t also_count;
  search_part *parts; /* of the score, if requested */
  size_t part_count;
} search_hit;

/* A value that hits have: the number of hits with it, and of items in all; that is 0 if not requested. */
typedef struct search_count {
  char *name;
  size_t count, items;
} search_count;

typedef struct search_counts {
  search_count *counts;
  size_t count;
} search_counts;

/* Counts of all hits; years and months from the latest on, the others by count. */
typedef struct search_facets {
  search_counts years, months, sources, languages, tags, groups;
  search_counts archives; /* if several are searched */
} search_facets;

/* The results of one query. Initialise with zeros for empty ones. */
typedef struct search_results {
  char *query;       /* as it was read: valid UTF-8 in NFC */
  size_t word_count; /* number of words searched for, without stop words; 0 if the query had none */
  bool words_cut;    /* there were more than QUERY_WORDS_MOST */
  bool has_filters;  /* or other conditions that select items without words */
  query_notes notes; /* which parts of the query were not used as they were typed */
  char *suggestion;  /* the query as it may have been meant; NULL for none */
  size_t total;      /* items that match, whatever the limit; SEARCH_COUNT_MOST if there are more */
  bool total_is_exact;
  size_t stories; /* the same, with items that say the same counted once; 0 unless requested and the total is
                     exact */
  size_t total_every; /* number of those that have every word or a synonym of it */
  bool relaxed;       /* these were too few, so items with only some words come after them */
  double took_ms;     /* wall-clock */
  bool has_archives;  /* several are searched; an id that two of them have is one hit */
  bool has_facets;
  search_facets facets;
  search_hit *hits;
  size_t hit_count;
} search_results;

/* Completes the last word of `text` to words of the index, those of most items first: queries, each with the
 * number of items that have that word. None if the last word has fewer than two characters, or a space comes
 * after it. After source:, lang:, group: and tag:, completes to what search_values lists, in quotes if
 * needed. The caller resets `completions` with index_counts_reset, whatever the result. Errors: those of the
 * index. */
enum { SEARCH_COMPLETIONS_MOST = 10 };
sse_status search_complete(index_db *index, const char *text, index_counts *completions, sse_error *err);

/* Lists the values of a filter (source, lang, group, archive or tag) in which a word begins with `beginning`,
 * ignoring what folding ignores: those of most items first, with their counts. The caller resets `values`,
 * whatever the result. Errors: SSE_NOT_FOUND for another filter, those of the index. */
enum { SEARCH_VALUES_MOST = 50 };
sse_status search_values(index_db *index, sse_str filter, sse_str beginning, index_counts *values,
                         sse_error *err);

/* True if a word of a filter's value begins with `beginning`, as in search_values. */
bool search_value_begins(sse_str value, sse_str beginning);

/* Searches `index` for `query` (any bytes, NUL-terminated). The caller resets `results`, whatever the result.
 * Hits are ordered by how they match: those with every word first, then those with synonyms of some, then
 * those with only some words; within these by score, date (newest first) and id. Errors: SSE_DATABASE,
 * SSE_IO, SSE_BUSY, SSE_NO_MEMORY, and SSE_TIMEOUT by index_limit_time. */
sse_status search_run(index_db *index, const char *query, const search_options *options,
                      search_results *results, sse_error *err);

/* Reads the item with an id in the archive of that name or, if that is NULL, in the first that has it. Its
 * whole text is in `snippet`, and there are no matches. The caller resets `item`, whatever the result.
 * Errors: SSE_NOT_FOUND, those of the index, SSE_NO_MEMORY. */
sse_status search_item(const index_db *index, const char *archive, const char *id, bool with_path,
                       search_hit *item, sse_error *err);

/* Receives an item with only its id, its archive, and when it was last changed. */
typedef sse_status search_each_fn(void *context, const search_hit *item, sse_error *err);

/* Calls `on_item` for the items with the `count` numbers from `first` on. Errors: also those of on_item. */
sse_status search_each_item(const index_db *index, size_t first, size_t count, void *context,
                            search_each_fn *on_item, sse_error *err);
/* The part of a text that a result would show for a query, with its matches; no index is needed. The caller
 * resets `shown`, whatever the result. Errors: SSE_NO_MEMORY. */
sse_status search_snippet(text_analyser *analyser, sse_str text, sse_str query, search_text *shown,
                          sse_error *err);

/* Receives a whole item, as search_item returns it. */
typedef sse_status search_item_fn(void *context, const search_hit *item, sse_error *err);

/* Calls `on_item` for `count` items in byte order of their ids, beginning after the id `after`, or at the
 * first if that is "". The order does not depend on runs between two calls, so that an item that exists all
 * the time is reported once. Errors: also those of on_item. */
sse_status search_items_after(const index_db *index, const char *after, size_t count, void *context,
                              search_item_fn *on_item, sse_error *err);

void search_text_reset(search_text *text);
/* Frees the contents of `hit` and leaves it empty. */
void search_hit_reset(search_hit *hit);

/* Frees the contents of `results` and leaves it empty. */
void search_results_reset(search_results *results);

#endif
