/* Private to source/: what a page says of itself, field by field, each from the best place that says it.
 * Candidates are offered with a rank. The highest one that is not empty wins; among equals, the first.
 * Nothing is parsed here; the readers of a page offer what they find. */
#ifndef SSE_SOURCE_PAGE_METADATA_H
#define SSE_SOURCE_PAGE_METADATA_H

#include "base/status.h"
#include "source/fields.h"

enum { FACTS_AUTHOR_RANKS = 10 /* of authors: 1 to 9 */ };

/* The authors in places of one rank. */
typedef struct page_authors {
  sse_buffer names;     /* one per line */
  bool is_organisation; /* the page says that they are not people */
} page_authors;

typedef struct page_metadata {
  struct fields fields; /* the best so far; tags one a line */
  int ranks[FIELD_COUNT];
  page_authors authors[FACTS_AUTHOR_RANKS]; /* by rank; article.c chooses */
  sse_buffer descriptions; /* the page's own summaries, one a line: for search engines, for other sites */
  sse_buffer article_body; /* the text that JSON-LD has */
  sse_buffer embedded;     /* the text that data for scripts have (embedded.h) */
  sse_buffer page_title;   /* the whole <title> */
  sse_buffer shared_title; /* the title meant for other sites (og:title) */
  sse_buffer listed;       /* the dates of the articles that JSON-LD lists (listed.h) */
  sse_buffer next;         /* the address of the next page */
  sse_buffer relative;     /* the best relative address of the page, with its rank */
  int relative_rank;
  bool is_description;  /* the text is the description, since no other was found */
  bool has_article;     /* JSON-LD or microdata has one article */
  bool has_time;        /* the page says when it was published as an article */
  bool is_article_type; /* og:type says article, as it does in WordPress archives, too */
  bool is_list;         /* JSON-LD says that it is a list of things */
  bool has_list;        /* JSON-LD says that it has a list */
  bool is_thread;       /* JSON-LD says that it is a forum thread */
} page_metadata;

/* Offers a text for a field. A date that cannot be read ranks below all others, and so does an address that
 * is a site's root. */
void metadata_offer(page_metadata *metadata, field which, int rank, sse_str text);
void metadata_offer_text(page_metadata *metadata, field which, int rank,
                         const char *text); /* NULL offers nothing */
/* The same for a short piece of HTML; one that is too long is ignored. Errors: SSE_NO_MEMORY. */
sse_status metadata_offer_html(page_metadata *metadata, field which, int rank, const char *html,
                               sse_error *err);
/* Offers names of authors (source/authors.h); those of one rank accumulate. */
void metadata_offer_author(page_metadata *metadata, int rank, sse_str names, field_form form);
/* The same for names in which entities may have been left; NULL offers nothing. Errors: SSE_NO_MEMORY. */
sse_status metadata_offer_author_html(page_metadata *metadata, int rank, const char *names, field_form form,
                                      sse_error *err);
/* Adds tags separated by commas or semicolons, of any script. */
void metadata_add_tags(page_metadata *metadata, const char *tags);
bool metadata_have_failed(const page_metadata *metadata);
void metadata_reset(page_metadata *metadata);

#endif
