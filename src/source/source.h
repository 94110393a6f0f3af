/* Turns files and folders into news items: what the folder source/ offers to other folders.
 * source_walk finds the files; source_read turns one file into items and passes them on one by one.
 * All text passed on is valid UTF-8 in NFC. Only the current item of a file is kept in memory. */
#ifndef SSE_SOURCE_H
#define SSE_SOURCE_H

#include "base/date.h"
#include "base/lines.h"
#include "text/text.h"

/* Increased whenever the readers interpret the same file differently, so that it is read again. */
enum { SOURCE_RULES = 18 };

/* One news item. All text is borrowed for the duration of the call that passes it on. */
typedef struct source_item {
  sse_str id;       /* the source's own; none if it gives none */
  sse_str title;    /* never empty */
  bool is_untitled; /* the title is the beginning of the body, for display if the source has no title */
  sse_str body;     /* summary or body; paragraphs end in one newline; may be empty */
  bool is_brief; /* the body is a summary of a page that was not read this time: a longer text already known
                    is kept */
  sse_date date; /* year 0 if there is none */
  sse_str url;   /* none if there is none, as for the next three */
  sse_str source;
  sse_str author;       /* names of people and organisations as they are written, one per line, none twice */
  sse_str tags;         /* one per line, none twice */
  sse_str lang;         /* BCP 47: declared by the source, or detected from the text */
  sse_str reply_to;     /* the id of the item that it answers, as emails do; none for others */
  sse_str translations; /* addresses of translations, one per line */
  sse_str provenance;   /* of an item exported from an index: what else the index knew of it, as JSON; none
                           otherwise */
  sse_str path;         /* where it is: the file, or archive and entry; none if unknown */
  size_t line; /* in that file, from 1: its line or, if lines are meaningless in the format, its item number;
                  0 for neither */
} source_item;

/* A command that converts files whose names end in a dot and `ending` to text, from standard input to
 * standard output. */
typedef struct source_filter {
  const char *ending;  /* without the dot */
  const char *command; /* words separated by spaces; run without a shell */
} source_filter;

/* Whether the addresses of items are followed to the articles they point to. */
typedef enum source_following {
  SOURCE_FOLLOW_NO,
  SOURCE_FOLLOW_SITE, /* those on the site of the source */
  SOURCE_FOLLOW_ALL
} source_following;

/* Names of table columns and JSON keys that are peculiar to one source; NULL leaves a field to the built-in
 * names. Nested keys are joined by dots: "fields.headline". */
typedef enum source_name {
  SOURCE_NAME_ID,
  SOURCE_NAME_TITLE,
  SOURCE_NAME_TEXT,
  SOURCE_NAME_DATE,
  SOURCE_NAME_URL,
  SOURCE_NAME_PUBLISHER,
  SOURCE_NAME_TAGS,
  SOURCE_NAME_AUTHOR,
  SOURCE_NAME_COUNT
} source_name;

typedef struct source_names {
  const char *of[SOURCE_NAME_COUNT];
} source_names;

/* Filters that were started before their files are read. */
typedef struct source_ahead source_ahead;

/* What the user asked for; NULL leaves it to detection. */
typedef struct source_options {
  const char *format;  /* a name that source_format_known accepts */
  const char *charset; /* a name that source_charset_known accepts */
  const char *lang;
  const char *source;            /* the name of the publisher */
  const char *name;              /* what messages call the file, if its path is a temporary one */
  const char *url;               /* where the file comes from: the base of relative links in it */
  const char *transport_charset; /* the character set that the server reported */
  const char *expected_format;   /* the format it has had so far: any other is an error */
  const char *contact;           /* sent in User-Agent, for the operators of servers; NULL for none */
  const char *proxy;             /* for requests: its address, or "environment"; NULL for none */
  unsigned pages; /* maximum number of pages read for an address, each named by the one before; 0 means 1 */
  source_names names;  /* custom names of columns and keys */
  bool oai;            /* addresses are those of OAI-PMH servers, whose records are requested */
  const char *columns; /* of a table without a header line: comma-separated names */
  const char *match;   /* of a sitemap, only addresses that contain this are taken */
  sse_buffer *further; /* receives the addresses that continue a file, one per line; borrowed */
  source_following follow;
  source_ahead *ahead;          /* the filters started in this run; borrowed, NULL for none */
  long timeout;                 /* maximum seconds for an answer or a filter; 0 for the default */
  const source_filter *filters; /* ends with one without `ending`; NULL for none */
  bool allow_private;           /* addresses of this machine and its network may be requested */
  bool drafts;                  /* items that are not public are also taken */
  bool provenance;              /* exported items keep their provenance; otherwise they are ordinary items */
} source_options;

/* The ways in which something is not taken. */
typedef enum source_loss_kind {
  SOURCE_PASSED_OVER, /* a file that no reader takes; its name is its extension */
  SOURCE_NOT_TAKEN,   /* a column, key or element that holds text and is not a field of an item */
  SOURCE_DROPPED,     /* an invalid field of an item: "date", "address", "language" */
  SOURCE_WITHHELD, /* an item that is not public; its name is the reason: "draft", "private", "scheduled" */
  SOURCE_NOT_ASKED /* the page of an article that is not followed; its name is "article" */
} source_loss_kind;

typedef struct source_loss {
  source_loss_kind kind;
  const char *name;
  const char *reason; /* and what would help; NULL if the kind says it all */
  const char *where;  /* the file */
  size_t count;
} source_loss;

/* What the items of a file imply for those after them. */
typedef struct source_told {
  char lang[14];          /* the detected language of the latest items; "" for none */
  unsigned char agreeing; /* how many items in a row have it, up to a limit */
  bool is_order_reported; /* it was reported that the order of numeric dates is unclear */
} source_told;

/* A portion of a file: a range of lines that hold whole items, as in JSON Lines. */
typedef struct source_portion {
  size_t line;            /* the first line, from 1 */
  unsigned char hash[16]; /* of the lines and of everything else in the file that affects the result */
  /* The result of reading them. */
  size_t items;
  source_told told;
  sse_str losses; /* in a private format of the reader; borrowed for the call or, if the portion is skipped,
                     until the file has been read */
} source_portion;

/* Receives the contents of a file. */
typedef struct source_handler {
  void *context;
  /* Receives an item. Any status other than SSE_OK stops the reading and becomes its result. */
  sse_status (*on_item)(void *context, const source_item *item, sse_error *err);
  /* Part of the file was skipped or could not be read; `message` names the file and place and says why. */
  void (*on_problem)(void *context, const char *message);
  /* Something was not taken. May be NULL. */
  void (*on_loss)(void *context, const source_loss *loss);
  /* A portion of the file comes next. A handler that knows its result by line and hash, from an earlier run
   * with the same options, sets `*is_known` and fills the result in; the portion is then skipped. Any status
   * other than SSE_OK stops the reading and becomes its result. NULL: everything is read. */
  sse_status (*on_portion)(void *context, source_portion *portion, bool *is_known, sse_error *err);
  /* A portion that on_portion did not know was read without a problem, and its items were passed on. NULL
   * only if on_portion is NULL. */
  void (*on_portion_read)(void *context, const source_portion *portion);
  /* `bytes` of the file have been read; called after each line. May be NULL. */
  void (*on_bytes)(void *context, uint64_t bytes);
} source_handler;

typedef struct source_report {
  size_t items;       /* passed on */
  size_t skipped;     /* parts of the file that were reported to on_problem and not passed on */
  size_t passed_over; /* files of an archive that no reader takes */
  size_t lost;        /* the sum of all counts passed to on_loss */
  size_t withheld;    /* items that were read but not passed on because they are not public */
  bool may_change; /* the result may change although the file does not: it led to sitemaps, or an item becomes
                      public, or ceases to be, on a coming day */
  bool cut;        /* it was truncated, which was reported: there may be more in it */
  bool is_stopped; /* by on_item, or because memory ran out: not the fault of the file */
  bool is_window;  /* a feed, which shows only the latest items */
  const char *format;           /* for an archive: that of its last file; NULL if nothing was read */
  size_t repaired;              /* bytes that were invalid in the file's character set and became U+FFFD */
  char answered[SSE_DATE_SIZE]; /* the date of an OAI-PMH server's first answer, in UTC; "" for none */
} source_report;

/* Reads the file `path` ("-" is standard input) and passes its items on in order. `report` is filled in
 * whatever the result. `analyser` detects the language of items that do not declare it. A part that cannot be
 * read is reported, and the others are still read. If a file is truncated, the items before the cut are kept;
 * without any, reading fails. Errors: those of opening the file, SSE_INVALID if nothing in it can be read,
 * SSE_TOO_LARGE, SSE_NO_MEMORY, and those of on_item; items passed on before an error belong to a file that
 * was not read. */
sse_status source_read(const char *path, const source_options *options, text_analyser *analyser,
                       const source_handler *handler, source_report *report, sse_error *err);

/* The name of a format by number, from 0; NULL after the last. */
const char *source_format_name(size_t number);
bool source_format_known(const char *format);
bool source_charset_known(const char *charset);

/* Converting a document runs a program, which takes most of the time of reading it. So the filter of the next
 * document is started while one is being read, and two run at a time. For one thread. The caller frees
 * `*ahead`. Errors: SSE_NO_MEMORY. */
sse_status source_ahead_new(source_ahead **ahead, sse_error *err);
/* Starts the filter of a file that will be read, if it has one and fewer than two are running. Failures are
 * reported when the file is read. */
void source_ahead_start(source_ahead *ahead, const char *path, const source_options *options);
/* Stops a filter that was started for a file and not read. */
void source_ahead_drop(source_ahead *ahead, const char *path);
void source_ahead_free(source_ahead *ahead); /* NULL is allowed */

/* A file found by source_walk. */
typedef struct source_file {
  const char *path; /* borrowed; begins with the path given to source_walk */
  uint64_t size;    /* bytes */
  int64_t changed;  /* nanoseconds since 1970 */
} source_file;

/* Receives the files found by source_walk. */
typedef struct source_walker {
  void *context;
  sse_status (*on_file)(void *context, const source_file *file, sse_error *err);
  /* A folder, or something in one, cannot be read: its contents are unknown. */
  void (*on_problem)(void *context, const char *message);
  void (*on_loss)(void *context, const source_loss *loss); /* may be NULL */
} source_walker;

/* Passes on `path` if it is a file or "-". Otherwise passes on each file below it that a reader or a filter
 * takes by its name, in the byte order of the paths. Names that begin with a dot are ignored silently; other
 * files, and links to folders, are passed over and reported as losses. Errors: SSE_NOT_FOUND, SSE_DENIED,
 * SSE_IO for `path` itself; SSE_NO_MEMORY; those of on_file. */
sse_status source_walk(const char *path, const source_options *options, const source_walker *walker,
                       sse_error *err);

/* ---- Addresses ------------------------------------------------------------------------------ */

/* Fetches from servers, at most one request per second to each; for one thread. */
typedef struct source_fetcher source_fetcher;

/* The caller frees `*fetcher`. Errors: SSE_NO_MEMORY. */
sse_status source_fetcher_new(source_fetcher **fetcher, sse_error *err);
void source_fetcher_free(source_fetcher *fetcher); /* NULL is allowed */

enum { SOURCE_VALIDATOR_SIZE = 256 };

/* An answer. All zero is none; source_fetched_remove frees it. */
typedef struct source_fetched {
  char etag[SOURCE_VALIDATOR_SIZE],
      modified[SOURCE_VALIDATOR_SIZE]; /* validators (RFC 9110, 8.8); "" for none */
  sse_buffer trail; /* what else was requested, with validators: the feed that is read instead of a page, and
                       what reading it leads to; text for source_trail_check */
  sse_buffer name;  /* the requested address without user and password, as in messages and items */
  sse_buffer address; /* the address that answered, after redirects: valid, without user and password; the
                         base of links */
  sse_buffer type;    /* the media type, as the server writes it but without its parameters; empty for none */
  sse_buffer charset; /* that the server declares; empty for none */
  char path[256];     /* the file that holds the answer */
  sse_buffer notice; /* what the user should know: that the address has moved permanently (301 or 308; the new
                        one is given up to the first temporary redirect), that it is a page whose feed is
                        read, or both; empty for neither */
  bool is_feed_of_page; /* the notice says only that the page's feed is read, which need not be shown twice */
  bool is_same;         /* nothing has changed since these validators; the file is empty */
} source_fetched;

/* Fetches `address` into a temporary file, unless it is unchanged according to the validators and the trail
 * in `fetched`, which are replaced. The caller removes the file. If the home page of a site names a feed, the
 * feed is fetched, unless `options->format` says what is wanted; so is the feed that another page names below
 * its own address, if the page is not an article. Both page and feed are then requested only if newer. At
 * most five redirects are followed. A server in trouble is tried three times. The whole call, waits included,
 * ends within `options->timeout` (two minutes by default), except for the second that is kept between two
 * requests to a host. Messages do not show passwords. With `options->oai` the server's records are requested
 * (ListRecords). For an OAI-PMH server, `fetched->modified` is the date of the last answer, which is kept
 * (the reader learns the new one: source_report), and only records from that date on are requested. Errors:
 * SSE_INVALID if it is not an address; SSE_NOT_FOUND if the server has no such document; SSE_IO if the server
 * reports trouble (5xx, 429); SSE_GONE for 410; SSE_DENIED for a private address (with a proxy, also for a
 * name that cannot be resolved here); SSE_TOO_LARGE, SSE_TIMEOUT, SSE_IO, SSE_NO_MEMORY. On error `fetched`
 * is empty except for the validators it had. */
sse_status source_fetch(source_fetcher *fetcher, const char *address, const source_options *options,
                        source_fetched *fetched, sse_error *err);
/* Reads what was fetched and the pages after it that it names, up to `options->pages`, all under the name of
 * the address that was requested. A page that cannot be fetched or read is reported, and the items before it
 * are kept; `report` covers all pages. Sitemaps that are read are added to the trail. Otherwise like
 * source_read. */
sse_status source_read_fetched(source_fetcher *fetcher, source_fetched *fetched,
                               const source_options *options, text_analyser *analyser,
                               const source_handler *handler, source_report *report, sse_error *err);
/* Checks the addresses of a trail that source_fetch does not request itself, up to the first that is newer or
 * does not answer; sets `*is_same` if there is none. Errors: SSE_NO_MEMORY. */
sse_status source_trail_check(source_fetcher *fetcher, const source_options *options, sse_str trail,
                              bool *is_same, sse_error *err);
/* Adds the lines of another trail that are missing from this one. */
void source_trail_join(sse_buffer *trail, sse_str other);
/* Returns false if an address in the trail gave no validators, so that it cannot be checked for changes. */
bool source_trail_is_checkable(sse_str trail);
/* Removes the file and frees the rest; the validators are kept. */
void source_fetched_remove(source_fetched *fetched);

/* ---- From a list to its articles -------------------------------------------------------------- */

/* Follows the addresses of items; for one thread. It remembers, for as long as it lives, what sites allow and
 * which pages were read. */
typedef struct source_follower source_follower;

/* Receives an item, borrowed for the call. */
typedef sse_status source_item_fn(void *context, const source_item *item, sse_error *err);

/* `fetcher` and `analyser` are borrowed. The caller frees `*follower`. Errors: SSE_NO_MEMORY. */
sse_status source_follower_new(source_fetcher *fetcher, text_analyser *analyser, source_follower **follower,
                               sse_error *err);
void source_follower_free(source_follower *follower); /* NULL is allowed */

/* How an address was followed. */
typedef struct source_followed {
  bool is_asked; /* its page was requested */
  bool is_read;  /* its page was read earlier, for another item */
  sse_str title; /* the title that this item has if `is_read`; none if it had none; borrowed until the next
                    call */
  const char *denied; /* if not requested: the reason, if worth reporting; static, NULL for none */
  sse_buffer trail;   /* receives each robots.txt that forbade an address, for source_trail_check; the caller
                         resets it, after any number of calls */
} source_followed;

/* Fetches the page at an item's address and passes on the item with the page's text, and with its headline,
 * date and tags if it has them. The list's headline is kept if the page's title is the name of the list, or
 * the title of an earlier page. `list` is the address of the source. `followed` is filled in whatever the
 * result. Errors: SSE_DENIED for an address that is not followed, or redirects to one that is not: on another
 * site, forbidden by robots.txt (RFC 9309), not a page, or the list's own; SSE_BUSY if the site's robots.txt
 * cannot be fetched in this run, with a message only the first time; SSE_INVALID for a page without an
 * article, one that says it does not exist, or one with less text than the item has; those of source_fetch
 * and of on_item. */
sse_status source_follow(source_follower *follower, const source_options *options, sse_str list,
                         const source_item *item, source_followed *followed, void *context,
                         source_item_fn *on_item, sse_error *err);

/* ---- An index as a table ---------------------------------------------------------------------- */

/* The header line of an export as CSV. A table that has all of these columns is read as an export: texts are
 * plain, whatever they look like, and a cell has one tag or author per line. */
extern const char source_csv_columns[];
/* Returns true for text that a spreadsheet would take for a formula, also if it is preceded by any number of
 * '. An export puts one in front of such a text. */
bool source_csv_is_formula(sse_str text);

/* ---- Lists of feeds -------------------------------------------------------------------------- */

/* Returns true for the name of a list of feeds, as feed readers export it: it ends in .opml. */
bool source_is_feed_list(const char *path);

/* A list, and the functions that receive what it names. */
typedef struct source_feed_list {
  const char *path, *name;                 /* the file, and what messages call it */
  const char *charset, *transport_charset; /* as in source_options */
  void *context;
  /* Receives a feed and its title (NULL for none), both borrowed for the call. */
  sse_status (*on_feed)(void *context, const char *address, const char *title, sse_error *err);
  void (*on_problem)(void *context, const char *message); /* an entry was left out, and why */
} source_feed_list;

/* Passes on each feed of the list once, under its first title. Errors: SSE_NOT_FOUND, SSE_DENIED, SSE_IO;
 * SSE_INVALID if it is not such a list or names no feeds; SSE_NO_MEMORY; those of on_feed. */
sse_status source_read_feed_list(const source_feed_list *list, sse_error *err);

/* Appends the address that "feed://host/path" or "feed:https://host/path" stands for. Returns false, and
 * appends nothing, for a place without that scheme. */
bool source_feed_address(const char *place, sse_buffer *address);

/* ---- Dates as people write them ------------------------------------------------------------- */

/* Months and weekdays are recognised in English, French, Spanish, Portuguese, German, Italian, Dutch, Polish,
 * Russian, Turkish, Greek, Hungarian, Arabic, Korean, Japanese and Chinese. Times of day and zones are
 * accepted but ignored: day and month are those of the writer. Of several days the first counts, of a quarter
 * its first month. Numeric dates are read as day first, unless only the other order gives a valid day, or the
 * weekday next to them decides otherwise. */

/* Reads a line or a heading that is nothing but a date, with at least year and month: "July 11, 2023", "mardi
 * 25 juillet 2023", "25–28 July 2023", "Q3 2023", "2023년 7월 25일", "25.07.2023", "2023-07-25 10:30".
 * Returns false and leaves `*date` untouched for anything else, including any text with a word that is not
 * part of a date, and a lone number. */
bool source_date_parse(sse_str text, sse_date *date);
/* Reads a field that is meant to be a date, as in feeds, mail and tables. Accepts all of the above; labels
 * before the date and remarks in brackets; two-digit years if the form shows that they are years
 * ("25-Jul-23", "30.10.23"; RFC 2822, 4.3: below 50 means 20xx); a year alone; "20230725", "20230725103000";
 * seconds (9 or 10 digits) or milliseconds (12 or 13) since 1970, of which the day is taken in UTC. */
bool source_date_read(sse_str text, sse_date *date);
/* What comes first in a numeric date that does not show it. */
typedef enum source_first { SOURCE_DAY_FIRST, SOURCE_MONTH_FIRST, SOURCE_YEAR_FIRST } source_first;
/* Like source_date_read, but assumes the order `first`; four digits are recognised as a year regardless. Sets
 * `*is_unsure` if the assumption was needed. */
bool source_date_read_as(sse_str text, source_first first, sse_date *date, bool *is_unsure);
/* Like source_date_read, but also gives the last day, month or year of what the text means, as precise as the
 * first: for "Q3 2023" July and September 2023. For filters that take a range of time. */
bool source_date_span(sse_str text, sse_date *first, sse_date *last);

#endif
