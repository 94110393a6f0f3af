/* Private to source/: what a page says of itself, field by field, each from the best place that says it.
 * Candidates are offered with a rank; the highest one that is not empty stays, of equals the first.
 * Nothing here parses; who reads the page offers what it finds. */
#ifndef SSE_SOURCE_PAGE_FACTS_H
#define SSE_SOURCE_PAGE_FACTS_H

#include "base/status.h"
#include "source/fields.h"

typedef struct page_facts {
  struct fields fields; /* the best so far; tags one a line */
  int ranks[FIELD_COUNT];
  sse_buffer descriptions; /* the page's own summaries, one a line: for search engines, for other sites */
  sse_buffer article_body; /* the text that JSON-LD has */
  sse_buffer page_title;   /* the whole of its <title> */
  sse_buffer shared_title; /* what it has for other sites to show (og:title) */
  sse_buffer listed;       /* the dates of the articles that JSON-LD lists (listed.h) */
  sse_buffer next;         /* the address of the page that goes on */
  sse_buffer relative;     /* the best of the page's addresses that is not absolute, and its rank */
  int relative_rank;
  bool is_description;  /* the text is the page's description, since no other was found */
  bool has_article;     /* JSON-LD or microdata has one article */
  bool has_time;        /* the page says when it was published as an article */
  bool is_article_type; /* og:type says so, as archives of WordPress do, too */
  bool is_list;         /* JSON-LD says that it is a list of things */
  bool has_list;        /* or only that it has one */
  bool is_thread;       /* JSON-LD says that it is a thread of a forum */
} page_facts;

/* Offers a text for a field. A date that cannot be read ranks below all others; an address that is a site's
 * root below every other. */
void facts_offer(page_facts *facts, field which, int rank, sse_str text);
void facts_offer_text(page_facts *facts, field which, int rank, const char *text); /* NULL offers nothing */
/* The same for a short piece of HTML; one that is too long is not taken. Errors: SSE_NO_MEMORY. */
sse_status facts_offer_html(page_facts *facts, field which, int rank, const char *html, sse_error *err);
/* Offers names of authors (source/authors.h); those of the highest rank add up. */
void facts_offer_author(page_facts *facts, int rank, sse_str names, field_form form);
/* The same for names in which a program may have left entities; NULL offers nothing. Errors: SSE_NO_MEMORY.
 */
sse_status facts_offer_author_html(page_facts *facts, int rank, const char *names, field_form form,
                                   sse_error *err);
/* Adds tags that commas or semicolons separate, of any script. */
void facts_add_tags(page_facts *facts, const char *tags);
bool facts_have_failed(const page_facts *facts);
void facts_reset(page_facts *facts);

#endif
