/* From a file or a folder to news items: what the folder source/ offers to the others.
 * source_walk finds the files, source_read turns one file into items and hands them on one by one.
 * Everything handed on is valid UTF-8 in NFC; nothing of a file is kept in memory but the item at hand. */
#ifndef SSE_SOURCE_H
#define SSE_SOURCE_H

#include "base/date.h"
#include "base/lines.h"
#include "text/text.h"

/* Raised whenever the readers make something else of the same file, so that it is read again. */
enum { SOURCE_RULES = 17 };

/* One news item. All text is borrowed for the time of the call that hands it on. */
typedef struct source_item {
  sse_str id;       /* the source's own; none where it has none */
  sse_str title;    /* never empty */
  bool is_untitled; /* the title is the beginning of the body, to be shown where the source has none */
  sse_str body;     /* summary or body; paragraphs end in one newline; may be empty */
  bool is_brief;    /* the body is a summary, of a page that was not read this time: where a longer text of it
                       is known, that stays */
  sse_date date;    /* year 0 where there is none */
  sse_str url;      /* none where there is none, as with the three below */
  sse_str source;
  sse_str author;       /* names of people and bodies as they are written, one a line, none twice */
  sse_str tags;         /* the same */
  sse_str lang;         /* BCP 47: said by the source, or told by the text */
  sse_str reply_to;     /* the id of the item that it answers, as a letter does; none for others */
  sse_str translations; /* addresses of the same in other languages, one a line */
  sse_str
      provenance; /* of an item of an export of an index: what that knew beside this, as JSON; none else */
  sse_str path; /* where it stands: the file, or file and entry of an archive; none where that is not known */
  size_t line; /* in that file, from 1: of its line or, where lines tell nothing, its number; 0 for neither */
} source_item;

/* A command that turns files whose names end in a dot and `ending` into text, from standard input to standard
 * output. */
typedef struct source_filter {
  const char *ending;  /* without the dot */
  const char *command; /* words with spaces between; run without a shell */
} source_filter;

/* Whether the addresses of items are followed to the articles they lead to. */
typedef enum source_following {
  SOURCE_FOLLOW_NO,
  SOURCE_FOLLOW_SITE, /* those on the site of the source */
  SOURCE_FOLLOW_ALL
} source_following;

/* What columns of tables and keys of JSON are called that no one else would call so; NULL leaves a field to
 * the names that are known. A key inside of another has dots between: "fields.headline". */
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

/* What the person asked for; NULL leaves it to detection. */
typedef struct source_options {
  const char *format;  /* a name that source_format_known knows */
  const char *charset; /* a name that source_charset_known knows */
  const char *lang;
  const char *source;            /* the label of the publisher */
  const char *name;              /* what messages call the file, where its path is a temporary one */
  const char *url;               /* where the file comes from: relative links in it start there */
  const char *transport_charset; /* what the server said of it */
  const char *expected_format;   /* what it was so far: anything else in its place is an error */
  const char *contact;           /* whom a server that is asked may write to */
  const char *proxy;             /* of requests: its address, or "environment"; NULL for none */
  unsigned pages;      /* of an address that are read at most, each named by the one before; 0 is 1 */
  source_names names;  /* of columns and keys */
  bool oai;            /* an address is that of an OAI-PMH server: its records are asked for */
  const char *columns; /* of a table without a line that names them: names with commas between */
  const char *match;   /* of a sitemap, only addresses with this in them are taken */
  sse_buffer *further; /* receives the addresses that go on where a file ends, a line each; borrowed */
  source_following follow;
  source_ahead *ahead;          /* what was started of this run; borrowed, NULL for none */
  long timeout;                 /* seconds an answer or a filter may take; 0 for the default */
  const source_filter *filters; /* the last one has no ending; NULL for none */
  bool allow_private;           /* addresses of the own machine and network may be asked */
  bool drafts;                  /* items that are not public are taken too */
  bool provenance;              /* items of an export bring theirs along, else they are items like others */
} source_options;

/* How something is not taken. */
typedef enum source_loss_kind {
  SOURCE_PASSED_OVER, /* a file that no reader takes; its name is its ending */
  SOURCE_NOT_TAKEN,   /* a column, key or element that holds text and is not a field of an item */
  SOURCE_DROPPED,     /* a field of an item that cannot be what it has to be: "date", "address", "language" */
  SOURCE_WITHHELD,    /* an item that is not public; its name is why: "draft", "private", "scheduled" */
  SOURCE_NOT_ASKED    /* the page of an article that is not followed; its name is "article" */
} source_loss_kind;

typedef struct source_loss {
  source_loss_kind kind;
  const char *name;
  const char *reason; /* and what would help; NULL where the kind says it all */
  const char *where;  /* the file */
  size_t count;
} source_loss;

/* What the items of a file tell of those after them. */
typedef struct source_told {
  char lang[14];          /* of the last ones by their text; "" for none */
  unsigned char agreeing; /* how many in a row have it, up to as many as count */
  bool is_order_told;     /* that it is not known what stands first in dates was reported */
} source_told;

/* A portion of a file: some lines, which hold their items by themselves, as JSON Lines do. */
typedef struct source_portion {
  size_t line;            /* of the first, from 1 */
  unsigned char hash[16]; /* of the lines and of all else in the file that decides what they give */
  /* What they give. */
  size_t items;
  source_told told;
  sse_str losses; /* written for the reader alone; borrowed for the call or, where it is passed over, until
                     the file is read */
} source_portion;

/* Who receives what a file holds. */
typedef struct source_handler {
  void *context;
  /* An item; a status other than SSE_OK ends the reading and becomes its result. */
  sse_status (*on_item)(void *context, const source_item *item, sse_error *err);
  /* Part of the file was skipped or could not be read, and why; `message` names the file and the place. */
  void (*on_problem)(void *context, const char *message);
  /* Something was not taken. May be NULL. */
  void (*on_loss)(void *context, const source_loss *loss);
  /* A portion of the file comes next. Who knows by its line and hash what it gives, from an earlier reading
   * with the same options, says so and fills it in; it is passed over then. A status other than SSE_OK ends
   * the reading and becomes its result. NULL: all is read. */
  sse_status (*on_portion)(void *context, source_portion *portion, bool *is_known, sse_error *err);
  /* The portion that on_portion did not know was read, its items are handed on, and there was no problem.
   * NULL only with on_portion. */
  void (*on_portion_read)(void *context, const source_portion *portion);
  /* `bytes` of the file have been read; called after each line. May be NULL. */
  void (*on_bytes)(void *context, uint64_t bytes);
} source_handler;

typedef struct source_report {
  size_t items;       /* handed on */
  size_t skipped;     /* parts of the file that were reported to on_problem and not handed on */
  size_t passed_over; /* files of an archive that no reader takes */
  size_t lost;        /* the sum of all counts that on_loss was told */
  size_t withheld;    /* items that were read and not handed on, since they are not public */
  bool
      may_change; /* while the file stays: it led to sitemaps, or an item is public up to a day or from one */
  bool cut;       /* it was cut off, which was reported: there may be more in it */
  bool is_stopped;              /* by on_item, or because memory is short: not a matter of the file */
  bool is_window;               /* a feed: it shows the latest items and not all there were */
  const char *format;           /* of an archive: that of its last file; NULL where nothing was read */
  size_t repaired;              /* bytes that meant nothing in the file's character set and became U+FFFD */
  char answered[SSE_DATE_SIZE]; /* the day of an OAI-PMH server's first answer, in UTC; "" for none */
} source_report;

/* Reads the file `path` ("-" is standard input) and hands its items on in order. `report` is filled in
 * whatever the result. `analyser` tells the language of items that do not say it. A part that cannot be read
 * is reported and does not stop the others, nor does a file that is cut off after the first of them. Errors:
 * what opening the file gives, SSE_INVALID for one of which nothing can be read, SSE_TOO_LARGE,
 * SSE_NO_MEMORY, and what on_item gives; items handed on before an error are then part of a file that was not
 * read. */
sse_status source_read(const char *path, const source_options *options, text_analyser *analyser,
                       const source_handler *handler, source_report *report, sse_error *err);

/* The names of the formats by number, from 0; NULL after the last. */
const char *source_format_name(size_t number);
bool source_format_known(const char *format);
bool source_charset_known(const char *charset);

/* Converting a document takes a program and most of the time of its reading: the next one's is started while
 * one is read, so that two run at a time. For one thread. `*ahead` is the caller's to free. Errors:
 * SSE_NO_MEMORY. */
sse_status source_ahead_new(source_ahead **ahead, sse_error *err);
/* Starts the filter for a file that will be read, where there is one and not two run already. What goes wrong
 * is told when the file is read. */
void source_ahead_start(source_ahead *ahead, const char *path, const source_options *options);
/* Ends what was started for a file and not read. */
void source_ahead_drop(source_ahead *ahead, const char *path);
void source_ahead_free(source_ahead *ahead); /* NULL is allowed */

/* A file that a walk found. */
typedef struct source_file {
  const char *path; /* borrowed; begins with the path that is walked */
  uint64_t size;    /* bytes */
  int64_t changed;  /* nanoseconds since 1970 */
} source_file;

/* Who receives what a walk finds. */
typedef struct source_walker {
  void *context;
  sse_status (*on_file)(void *context, const source_file *file, sse_error *err);
  /* A folder, or something in one, cannot be read: what is there is not known. */
  void (*on_problem)(void *context, const char *message);
  void (*on_loss)(void *context, const source_loss *loss); /* may be NULL */
} source_walker;

/* Hands on `path` where it is a file or "-", else each file below it that a reader takes by its name, or one
 * of the filters, in the byte order of their paths. Names that begin with a dot are left out without a word,
 * other files and links to folders are passed over and told. Errors: SSE_NOT_FOUND, SSE_DENIED, SSE_IO for
 * `path` itself; SSE_NO_MEMORY; what on_file gives. */
sse_status source_walk(const char *path, const source_options *options, const source_walker *walker,
                       sse_error *err);

/* ---- Addresses ------------------------------------------------------------------------------ */

/* Asks servers, one request a second each; for one thread. */
typedef struct source_fetcher source_fetcher;

/* `*fetcher` is the caller's to free. Errors: SSE_NO_MEMORY. */
sse_status source_fetcher_new(source_fetcher **fetcher, sse_error *err);
void source_fetcher_free(source_fetcher *fetcher); /* NULL is allowed */

enum { SOURCE_VALIDATOR_SIZE = 256 };

/* An answer. All zero is none; source_fetched_remove frees it. */
typedef struct source_fetched {
  char etag[SOURCE_VALIDATOR_SIZE],
      modified[SOURCE_VALIDATOR_SIZE]; /* validators (RFC 9110, 8.8); "" for none */
  sse_buffer trail; /* what was asked beside the address, with validators: the feed that is read in place of a
                       page, and what reading it leads to; text for source_trail_check */
  sse_buffer name;  /* the one that was asked, without user and password: as messages and items have it */
  sse_buffer address; /* the one that answered, after redirects: valid, without user and password; the base of
                         links */
  sse_buffer type;    /* the media type, as the server writes it and without its parameters; empty for none */
  sse_buffer charset; /* that the server names; empty for none */
  char path[256];     /* the file with the answer */
  sse_buffer notice;  /* what a person should know: that the address has moved for good (301 or 308), up to
                         the first step that is for now, that it is a page whose feed is read, or both; empty
                         for nothing */
  bool is_feed_of_page; /* only the latter: it does no harm to tell it once only */
  bool is_same;         /* nothing is newer than what had these validators; the file is empty */
} source_fetched;

/* Fetches `address` into a temporary file, unless it is as it was when it had the validators and the trail in
 * `fetched`; those are replaced. The file is the caller's to remove. The home page of a site that names a
 * feed is followed to it unless `options->format` says what is wanted; so is another page that is not an
 * article and names a feed below its own address. Then page and feed are both asked only for what is newer.
 * At most five redirects are followed; a server in trouble is asked three times; all of it, waits included,
 * ends within `options->timeout` (two minutes by default), but for the second that is kept between two
 * requests to one host. Messages do not show passwords. With `options->oai` the records of the server are
 * asked for (ListRecords); of an OAI-PMH server `fetched->modified` is the day of the last answer, which
 * stays (the reader learns the new one: source_report), and only what is as new is asked for. Errors:
 * SSE_INVALID for what is not an address, SSE_NOT_FOUND for an answer that is none, SSE_IO for one that says
 * that the server is in trouble (5xx, 429), SSE_GONE for 410, SSE_DENIED for a private address (with a proxy,
 * for a name that cannot be resolved here, too), SSE_TOO_LARGE, SSE_TIMEOUT, SSE_IO, SSE_NO_MEMORY; then
 * `fetched` is empty but for the validators it had.
 */
sse_status source_fetch(source_fetcher *fetcher, const char *address, const source_options *options,
                        source_fetched *fetched, sse_error *err);
/* Reads what was fetched, and the pages after it that it names, up to `options->pages`, all under the name of
 * the address that was asked. A page that cannot be had or read is reported, and what came before it stays;
 * `report` is that of all pages. Sitemaps that are read join the trail. The rest is as for source_read. */
sse_status source_read_fetched(source_fetcher *fetcher, source_fetched *fetched,
                               const source_options *options, text_analyser *analyser,
                               const source_handler *handler, source_report *report, sse_error *err);
/* Asks again for what of a trail source_fetch does not ask, up to the first that is newer or does not answer;
 * `*is_same` where there is none. Errors: SSE_NO_MEMORY. */
sse_status source_trail_check(source_fetcher *fetcher, const source_options *options, sse_str trail,
                              bool *is_same, sse_error *err);
/* Adds the lines of another trail that are not there. */
void source_trail_join(sse_buffer *trail, sse_str other);
/* False for a trail with an address that gave no validators: it cannot be asked for what is newer. */
bool source_trail_tells(sse_str trail);
/* Removes the file and frees the rest; the validators stay. */
void source_fetched_remove(source_fetched *fetched);

/* ---- From a list to its articles -------------------------------------------------------------- */

/* Follows the addresses of items; for one thread. It keeps what sites allow, and which pages were read, for
 * as long as it lives. */
typedef struct source_follower source_follower;

/* Receives an item, borrowed for the call. */
typedef sse_status source_item_fn(void *context, const source_item *item, sse_error *err);

/* `fetcher` and `analyser` are borrowed. `*follower` is the caller's to free. Errors: SSE_NO_MEMORY. */
sse_status source_follower_new(source_fetcher *fetcher, text_analyser *analyser, source_follower **follower,
                               sse_error *err);
void source_follower_free(source_follower *follower); /* NULL is allowed */

/* How an address was followed. */
typedef struct source_followed {
  bool is_asked;      /* its page was */
  bool is_read;       /* its page was before, for another item */
  sse_str title;      /* that this one has then; none where it had none; borrowed until the next call */
  const char *denied; /* where it was not: why a person may want to know of it; static, NULL for nothing */
  sse_buffer trail; /* receives each robots.txt that forbade an address, for source_trail_check; the caller's
                       to reset, after as many calls as it likes */
} source_followed;

/* Fetches the page that an item's address leads to and hands on the item with the page's text, and its
 * headline, date and tags where it has them; the list's headline stays where the page's title is the list's
 * name, or that of a page before it. `list` is the address of the source. `followed` is filled in whatever
 * the result. Errors: SSE_DENIED for an address that is not followed, or that redirects to such a one: on
 * another site, forbidden by robots.txt (RFC 9309), of what is not a page, or the list's own; SSE_BUSY for
 * one on a site whose robots.txt cannot be had in this run, with a message for the first of them only;
 * SSE_INVALID for a page without an article, or that says it is not there, or with less text than the item
 * has; those of source_fetch and of on_item. */
sse_status source_follow(source_follower *follower, const source_options *options, sse_str list,
                         const source_item *item, source_followed *followed, void *context,
                         source_item_fn *on_item, sse_error *err);

/* ---- An index as a table ---------------------------------------------------------------------- */

/* The line that names the columns of an export as CSV. A table that has all of them is read as that: texts
 * are plain, whatever they look like, and tags and authors one a line of their cell. */
extern const char source_csv_columns[];
/* True for what a spreadsheet would take for a formula or, since one stands before that in an export, for
 * such a text after any number of '. */
bool source_csv_is_formula(sse_str text);

/* ---- Lists of feeds -------------------------------------------------------------------------- */

/* True for the name of a list of feeds, as feed readers export it: it ends in .opml. */
bool source_is_feed_list(const char *path);

/* A list, and who receives what it names. */
typedef struct source_feed_list {
  const char *path, *name;                 /* the file, and what messages call it */
  const char *charset, *transport_charset; /* as in source_options */
  void *context;
  /* A feed, and its title (NULL for none); both are borrowed for the call. */
  sse_status (*on_feed)(void *context, const char *address, const char *title, sse_error *err);
  void (*on_problem)(void *context, const char *message); /* one is left out, and why */
} source_feed_list;

/* Hands on each feed of the list once, under its first title. Errors: SSE_NOT_FOUND, SSE_DENIED, SSE_IO;
 * SSE_INVALID for what is no such list or names none; SSE_NO_MEMORY; what on_feed gives. */
sse_status source_read_feed_list(const source_feed_list *list, sse_error *err);

/* Appends the address that "feed://host/path" or "feed:https://host/path" means to `address`; false, and
 * nothing is appended, for a place without that scheme. */
bool source_feed_address(const char *place, sse_buffer *address);

/* ---- Dates as people write them ------------------------------------------------------------- */

/* Months and weekdays are known in English, French, Spanish, Portuguese, German, Italian, Dutch, Polish,
 * Russian, Turkish, Greek, Hungarian, Arabic, Korean, Japanese and Chinese. A time of day and a zone are read
 * and left out: day and month are those of the writer. Of several days the first counts, and of a quarter its
 * first month. Figures have the day first, unless only the other way round there is such a day, or the
 * weekday beside them says so. */

/* Reads a line or a heading that is a date and nothing else, to the month at least: "July 11, 2023", "mardi
 * 25 juillet 2023", "25–28 July 2023", "Q3 2023", "2023년 7월 25일", "25.07.2023", "2023-07-25 10:30". False,
 * and `*date` untouched, for anything else, among it every text with a word that belongs to no date, and a
 * number alone. */
bool source_date_parse(sse_str text, sse_date *date);
/* Reads a field that is meant to be a date, as feeds, mail and tables have it: as above; with a label before
 * it or remarks in brackets; with a year of two figures where the form says that it is one ("25-Jul-23",
 * "30.10.23"; RFC 2822, 4.3: below 50 it is 20..); a year alone; "20230725", "20230725103000"; seconds (9 or
 * 10 figures) or milliseconds (12 or 13) since 1970, of which the day is that of UTC. */
bool source_date_read(sse_str text, sse_date *date);
/* What stands first in a date in figures where nothing in it tells. */
typedef enum source_first { SOURCE_DAY_FIRST, SOURCE_MONTH_FIRST, SOURCE_YEAR_FIRST } source_first;
/* The same, with `first` to be supposed; a year of four figures tells itself. `*is_unsure` tells that it was
 * needed. */
bool source_date_read_as(sse_str text, source_first first, sse_date *date, bool *is_unsure);
/* The same with the last day, month or year of what the text means, as precise as the first: of "Q3 2023"
 * July and September 2023. For filters that ask for a time. */
bool source_date_span(sse_str text, sse_date *first, sse_date *last);

#endif
