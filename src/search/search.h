/* Finding items: what the folder search/ offers to the others.
 * search_run takes what a person typed and gives ranked items with their matches marked.
 * Any text is a query: what is not a word is passed over, nothing is a syntax error. */
#ifndef SSE_SEARCH_H
#define SSE_SEARCH_H

#include "base/buffer.h"
#include "base/date.h"
#include "base/lines.h"
#include "base/status.h"
#include "index/index.h"
#include "query/query.h"

typedef enum search_match {
  SEARCH_MATCH_AUTO, /* all words; where fewer than QUERY_TOO_FEW items have them all, some words too */
  SEARCH_MATCH_ALL,
  SEARCH_MATCH_ANY
} search_match;

/* All but the first are by days: of the items, or of the runs that brought or last changed them, the latest
 * first. */
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
  SEARCH_COUNT_MOST = 10000,   /* items that are counted, unless all are asked for */
  SEARCH_NEAR_MOST = 100,      /* of the best items are ordered by how near the words stand, too */
  SEARCH_SNIPPET_LONGEST = 240 /* code points of a snippet, ellipses not counted; a multiple of three */
};

/* Tells whether an item was met before; `content` is as in search_hit. Errors end the search and become its
 * result. */
typedef sse_status search_known_fn(void *context, const char *id, uint64_t content, bool *known,
                                   sse_error *err);

typedef struct search_options {
  search_match match;
  search_sort sort;
  const char *similar;           /* the id of an item: those like it are searched for, not the query; NULL */
  const char *similar_archive;   /* the name of the one it is of; NULL for the first that has it */
  const char *filters;           /* a query that narrows the other, such as "source:ilo after:2023"; NULL */
  const char *id;                /* of the one item that may be a hit; NULL: all may */
  size_t limit;                  /* hits wanted at the most; 0 only counts, and counts all */
  size_t offset;                 /* hits passed over before the first */
  const text_synonyms *synonyms; /* NULL for none; borrowed */
  thesaurus_db *thesaurus;       /* the same; one that no other thread uses */
  double half_life;              /* days after which an item's recency counts half; 0: not at all */
  sse_date today;                /* for recency and relative dates */
  query_saved_fn *saved;         /* finds saved searches that the query names; NULL for none */
  void *saved_context;
  search_known_fn *is_known; /* asked of every item that matches: those known are not hits; NULL */
  void *known_context;
  bool everything;  /* a query without words and filters has all items as hits, not none */
  bool facets;      /* count all hits by year, month, publisher, language and tag, */
  bool all_items;   /* and how many items of the index each of these has */
  bool explain;     /* say what scores are made of */
  bool paths;       /* say which file a hit comes from: for those who may know the machine's paths */
  bool whole_texts; /* a hit's snippet is all of its text */
  bool ids_only;    /* of hits only id and score: for lists of thousands */
  bool stories;     /* of items that say the same the best one is a hit, which names the others */
  bool typing;      /* the last word of the query may go on: beginnings of it count less than itself */
  bool suggest;     /* another query, where a word of this one looks misspelt */
  bool exhaustive;  /* every item is scored, and none passed over: for tests */
  bool both;        /* two threads and an estimate, however few items there are: for tests */
} search_options;

/* Part of a shown text, in code points. */
typedef struct search_range {
  size_t start;
  size_t length; /* 1 or more */
} search_range;

/* A text to show and its matches, in order and not overlapping. */
typedef struct search_text {
  char *text; /* UTF-8, never NULL */
  search_range *ranges;
  size_t range_count;
} search_text;

/* Part of a score: those of depth 0 add up to it, each followed by what it is made of. */
typedef struct search_part {
  unsigned depth;
  double value; /* at depth 0 */
  char *what;
} search_part;

/* Another item of a hit's story. */
typedef struct search_also {
  char *id, *title;
  char *source, *lang, *url; /* NULL where there is none */
} search_also;

typedef struct search_hit {
  char *id;
  char *archive;  /* its name, where several are searched; else NULL */
  bool shares_id; /* and the id alone names the item of another, which is searched before it */
  search_text title;
  search_text snippet; /* the best part of the body, its list items in lines of their own, or all of it; ""
                          where there is no body */
  char *date;          /* NULL where there is none, as with the five below */
  char *url;
  char *source;
  char *lang;
  char *authors; /* one a line, as tags */
  char *tags;
  char *path;  /* the file it was read from and, in an archive, the entry; where paths are asked for */
  size_t line; /* in that file, or its number there; 0 where that is not known */
  int64_t first_seen, changed; /* seconds since 1970: the runs that brought it and that last changed what is
                                  shown of it; 0: not known */
  uint64_t content;  /* a hash of title, text, date and address, never 0; 0 where is_known is not asked */
  double score;      /* above 0; higher is better; comparable within one result only */
  bool has_every;    /* word of the query, or a synonym of it */
  search_also *also; /* others that say the same: those of its language first */
  size_t also_count;
  search_part *parts; /* of the score, where they were asked for */
  size_t part_count;
} search_hit;

/* What hits have in common: how many of them, and of how many items in all, 0 where that was not asked for.
 */
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
  search_counts archives; /* where several are searched */
} search_facets;

/* The answer to one query. All zero is an empty one. */
typedef struct search_results {
  char *query;       /* as it was read: valid UTF-8 in NFC */
  size_t word_count; /* searched for, words of grammar left out; 0: the query had none */
  bool words_cut;    /* there were more than QUERY_WORDS_MOST */
  bool has_filters;  /* or something else that tells items, without words */
  query_notes notes; /* what of the query was not taken as it was typed */
  char *suggestion;  /* the query as it may have been meant; NULL for none */
  size_t total;      /* items that match, whatever the limit; or SEARCH_COUNT_MOST, and there are more */
  bool total_is_exact;
  size_t stories;     /* the same with items that say the same counted once, where that was asked for and the
                         total is exact; else 0 */
  size_t total_every; /* those that have every word or a synonym of it */
  bool relaxed;       /* too few had, so items with some words are among the hits, after those */
  double took_ms;     /* wall-clock */
  bool has_archives;  /* several are searched; an id that two have is one hit */
  bool has_facets;
  search_facets facets;
  search_hit *hits;
  size_t hit_count;
} search_results;

/* Completes the last word of `text` to words of the index, those of the most items first: queries, each with
 * how many items have that word. None where the last word has fewer than two characters, or a space comes
 * after it. After source:, lang:, group: and tag:, what search_values lists, in quotes where it needs them.
 * `counts` is the caller's to reset with index_counts_reset, whatever the result. Errors: those of the index.
 */
enum { SEARCH_COMPLETIONS_MOST = 10 };
sse_status search_complete(index_db *index, const char *text, index_counts *completions, sse_error *err);

/* Lists the values of a filter (source, lang, group, archive or tag) of which a word begins so, as a reader
 * takes it: those of the most items first, with how many. `values` is the caller's to reset, whatever the
 * result. Errors: SSE_NOT_FOUND for another filter, those of the index. */
enum { SEARCH_VALUES_MOST = 50 };
sse_status search_values(index_db *index, sse_str filter, sse_str beginning, index_counts *values,
                         sse_error *err);

/* True where a word of a filter's value begins so, as search_values has it. */
bool search_value_begins(sse_str value, sse_str beginning);

/* Searches `index` for `query` (any bytes, NUL-terminated). `results` is the caller's to reset, whatever the
 * result. Hits are ordered: those that have every word first, before those that have synonyms of some, before
 * those that have some words only; then by score, date (newest first) and id.
 * Errors: SSE_DATABASE, SSE_IO, SSE_BUSY, SSE_NO_MEMORY, and SSE_TIMEOUT by index_limit_time. */
sse_status search_run(index_db *index, const char *query, const search_options *options,
                      search_results *results, sse_error *err);

/* Reads the item of that id in the archive of that name, or where that is NULL in the first that has one: its
 * whole text is in `snippet`, and there are no matches. `item` is the caller's to reset, whatever the result.
 * Errors: SSE_NOT_FOUND, those of the index, SSE_NO_MEMORY. */
sse_status search_item(const index_db *index, const char *archive, const char *id, bool with_path,
                       search_hit *item, sse_error *err);

/* Receives an item with its id, its archive, and when it was last changed; nothing else of it is known. */
typedef sse_status search_each_fn(void *context, const search_hit *item, sse_error *err);

/* Calls `on_item` for the items whose numbers are `first` and the `count` - 1 after it. Errors: what on_item
 * gives too. */
sse_status search_each_item(const index_db *index, size_t first, size_t count, void *context,
                            search_each_fn *on_item, sse_error *err);
/* The part of a text that a result would show for a query, with its matches; no index is needed. `shown` is
 * to be reset, whatever the result. Errors: SSE_NO_MEMORY. */
sse_status search_snippet(text_analyser *analyser, sse_str text, sse_str query, search_text *shown,
                          sse_error *err);

/* Receives an item whole, as search_item gives it. */
typedef sse_status search_item_fn(void *context, const search_hit *item, sse_error *err);

/* Calls `on_item` for `count` items in the order of their ids, byte by byte: those after the id `after` ("":
 * from the first on). That order stays, whatever runs come between two calls, so that an item that is there
 * all the time is met once. Errors: what on_item gives too. */
sse_status search_items_after(const index_db *index, const char *after, size_t count, void *context,
                              search_item_fn *on_item, sse_error *err);

void search_text_reset(search_text *text);
/* Frees what `hit` holds and leaves it empty. */
void search_hit_reset(search_hit *hit);

/* Frees what `results` holds and leaves it empty. */
void search_results_reset(search_results *results);

#endif
