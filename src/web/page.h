/* Private to web/: the parts of a page.
 * Links are relative, so that pages work under any prefix of a proxy. All text from items or requests is
 * escaped; streams are memory and looked at once, at the end. */
#ifndef SSE_WEB_PAGE_H
#define SSE_WEB_PAGE_H

#include "web/answer.h"
#include "web/brand.h"
#include "web/dates.h"

/* links.c: a request for nothing but what is put into it, in the language of the page. */
struct request links_plain(const struct call *call);
/* Writes ` href="…"` with the link to a request, escaped. */
void links_put_href(const struct call *call, const char *path, const struct request *wanted);
/* The same with the link to the results of a request, where the hit of that place, from 0 on, is among them.
 */
#define LINKS_PLACE "hit-%zu" /* the name of an element, by its number from 1 on */
void links_put_place_href(const struct call *call, const struct request *wanted, size_t place);
/* The whole address of a request under a path; the caller's to free, NULL where memory is short. */
char *links_address(const struct call *call, const char *path, const struct request *wanted);
/* A request for an item, which it borrows, and nothing else. */
struct request links_item(const struct call *call, const search_hit *item);
/* True for a request for an item that no search led to. */
bool links_is_item_alone(const struct call *call);
/* Writes ` href="…"` to an item, which is the hit of that place, from 0 on, of the search at hand. */
#define LINKS_NO_PLACE SIZE_MAX
void links_put_item_href(const struct call *call, const search_hit *item, size_t place);
/* Writes a date (ISO 8601) as a reader of the page's language does. */
void links_put_date(const struct call *call, const char *date);
/* Writes a message in the page's language; with a number, or a value, escaped, in its place. */
void links_put_message(const struct call *call, messages_id id);
void links_put_count(const struct call *call, messages_id id, size_t count);
void links_put_message_with(const struct call *call, messages_id id, const char *value);
/* The same with the host of an address, as people read it. */
void links_put_message_with_host(const struct call *call, messages_id id, const char *address);
/* The request with a filter set to that value alone, which it borrows; NULL: without that filter. */
struct request links_with_filter(const struct call *call, const search_results *results, request_text which,
                                 const char *value);
/* The request without any filter. */
struct request links_without_filters(const struct call *call);

/* head.c: what a page says of itself. All is borrowed. */
struct page_head {
  const char *title;             /* what the page is about; "" for the archive itself */
  const char *description;       /* NULL for none */
  const char *path;              /* below the base, and */
  const struct request *request; /* what asks for the page and nothing else; NULL where it is none */
  const search_hit *item;        /* that the page is about; NULL */
  bool has_feed;                 /* of the request */
  bool is_indexed;               /* by crawlers: items, and the archive's own page */
};

void head_put(const struct call *call, const struct page_head *head);

/* layout.c: what stands above and below <main>. The path is that of the page, for its other languages; only a
 * search has feeds, and controls that are of the form. */
void layout_put_header(const struct call *call, bool is_headline, bool has_controls);
void layout_put_footer(const struct call *call, const char *path, bool has_feed);

/* home.c: what the archive holds, before the latest of it. Errors: those of the index. */
sse_status home_put(const struct call *call, const search_results *results, sse_error *err);

/* item.c: the beginning of an item's text, or its title where it has none, in one line; the caller's to free,
 * NULL where memory is short. */
char *item_describe(const search_hit *item);

/* facet_panel.c: the facets, of which each value is a filter that can be set or taken away. */
struct facet_panel {
  search_results wider[REQUEST_FILTERS]; /* of each filter that is set, what there is without it */
  size_t set;                            /* so many of them */
};

/* Counts what there is without each filter that is set; what takes too long is left out. `panel` is the
 * caller's to reset, whatever the result. Errors: those of the index, SSE_NO_MEMORY. */
sse_status facet_panel_read(const struct call *call, const search_results *results, struct facet_panel *panel,
                            sse_error *err);
void facet_panel_reset(struct facet_panel *panel);
/* True where there is something to filter. */
bool facet_panel_has_any(const search_results *results, const struct facet_panel *panel);
void facet_panel_put(const struct call *call, const search_results *results, const struct facet_panel *panel);
/* The button that opens them where they do not stand beside the results. */
void facet_panel_put_button(const struct call *call, const struct facet_panel *panel);
/* The filters there are, with links that remove them. */
void facet_panel_put_filters(const struct call *call);

/* timeline.c: hits by year and month, as bars of which each is a link. */
void timeline_put(const struct call *call, const search_results *results, const search_facets *facets,
                  const struct dates *range);

/* results.c: what a search found, with links to its pages and orders. */
struct found {
  const search_results *results;
  const struct facet_panel *panel;
  const char *typed; /* the query, where the results are of another that was meant; else NULL */
  size_t first;      /* of the hits, from 0 */
};

/* The call's request is that of which the results are. */
sse_status results_put(const struct call *call, const struct found *found, sse_error *err);
/* Hits in a list, from that number on; 0 for a list that is not of the search. */
void results_put_hits(const struct call *call, const search_results *results, size_t first);

/* fewer.c: where nothing has all that is asked for, what there is without one filter or word. Errors: those
 * of the index, SSE_NO_MEMORY. */
sse_status fewer_put(const struct call *call, const struct found *found, sse_error *err);

/* guide.c: examples of what can be typed. */
void guide_put(const struct call *call);

#endif
