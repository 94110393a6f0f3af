/* Private to programs/: the settings of the configuration, and the valid values of settings and options.
 * One table has all settings; reading, checking, printing and messages all use it.
 * Checking a value needs nothing else, so that every program rejects the mistakes meant for any of them. */
#ifndef SSE_PROGRAMS_SETTING_H
#define SSE_PROGRAMS_SETTING_H

#include "base/buffer.h"
#include "base/status.h"

#include <stdbool.h>

/* In the order in which they are printed; the settings of a section are adjacent. */
typedef enum setting_id {
  SETTING_DB,
  SETTING_PRUNE,
  SETTING_MAX_PRUNE,
  SETTING_CONTACT,
  SETTING_TIMEOUT,
  SETTING_PROXY,
  SETTING_ALLOW_PRIVATE,
  SETTING_DB_SEARCH,
  SETTING_RECENCY,
  SETTING_HALF_LIFE,
  SETTING_LIMIT,
  SETTING_SORT,
  SETTING_RESULTS, /* the output format */
  SETTING_COLOR,
  SETTING_PAGER,
  SETTING_THESAURUS,
  SETTING_ARCHIVE_SEARCH, /* the same as in [serve] */
  SETTING_DB_SERVE,
  SETTING_LISTEN,
  SETTING_URL,
  SETTING_TITLE,
  SETTING_ABOUT,
  SETTING_LOGO,
  SETTING_ACCENT, /* the colour of pages */
  SETTING_STYLE,
  SETTING_LINK,
  SETTING_CORS,
  SETTING_EMBED,
  SETTING_METRICS,
  SETTING_MISSED,
  SETTING_TIME_LIMIT,
  SETTING_CACHE,
  SETTING_TRUST_PROXY,
  SETTING_ARCHIVE_SERVE,
  SETTING_GLOBALS, /* the number of global settings; the following ones belong to a source */
  SETTING_PATH = SETTING_GLOBALS,
  SETTING_ADDRESS,
  SETTING_FORMAT,
  SETTING_CHARSET,
  SETTING_LANG,
  SETTING_LABEL,
  SETTING_GROUP,
  SETTING_KEEP,
  SETTING_QUIET,
  SETTING_PAGES,
  SETTING_FOLLOW,
  SETTING_MATCH,
  SETTING_DRAFTS,
  SETTING_OAI,
  SETTING_COLUMNS,
  SETTING_NAME_ID, /* from here to the last: names of columns and keys */
  SETTING_NAME_TITLE,
  SETTING_NAME_TEXT,
  SETTING_NAME_DATE,
  SETTING_NAME_URL,
  SETTING_NAME_PUBLISHER,
  SETTING_NAME_TAGS,
  SETTING_NAME_AUTHOR,
  SETTINGS
} setting_id;

typedef enum setting_kind {
  SETTING_IS_TEXT, /* valid UTF-8 */
  SETTING_IS_PATH, /* of a file or folder; relative ones start at the configuration's folder */
  SETTING_IS_CHOICE,
  SETTING_IS_NUMBER,
  SETTING_IS_WORD, /* one of `words`, in any case */
  SETTING_IS_NAME, /* text that is not empty */
  SETTING_IS_MAIL, /* mail addresses */
  SETTING_IS_DATE, /* as in the filters of a query */
  SETTING_IS_DAYS,
  SETTING_IS_ENDPOINT,  /* HOST:PORT */
  SETTING_IS_WEB,       /* an http or https address that others begin with */
  SETTING_IS_SOURCE,    /* an http or https address, or one with the scheme feed */
  SETTING_IS_ORIGIN,    /* web origins, or * */
  SETTING_IS_RGB,       /* #rrggbb or #rgb */
  SETTING_IS_LINK,      /* a text, a space and an http or https address */
  SETTING_IS_ARCHIVE,   /* a template, see render_is_archive_link */
  SETTING_IS_PROXY,     /* an address, or "environment" */
  SETTING_IS_FOLLOWING, /* yes, no, or "all": a source_following */
  SETTING_IS_LANG,      /* a BCP 47 tag */
  SETTING_IS_FORMAT,
  SETTING_IS_CHARSET
} setting_kind;

typedef struct setting {
  const char *section, *name; /* NULL for an option's value that no setting has */
  setting_kind kind;
  bool repeats;             /* may be set several times */
  const char *noun;         /* what messages call the number */
  long least, most, preset; /* of a number; `preset` is the value if it is not set */
  const char *const *words; /* NULL-terminated */
  const char *also;         /* an alternative name; or NULL */
} setting;

/* When to use colour. */
typedef enum setting_color { SETTING_COLOR_AUTO, SETTING_COLOR_ALWAYS, SETTING_COLOR_NEVER } setting_color;

extern const setting setting_table[SETTINGS];

/* Checks a value. `*number` becomes the number, the days of a length of time ("60", "60d", "8w", "6m" of 30
 * days, "1y" of 365), 1 or 0 for yes or no, or the index of a word; other kinds leave it unchanged. Errors:
 * SSE_INVALID: "'VALUE' is not " followed by the text of setting_describe; SSE_NO_MEMORY. */
sse_status setting_check(const setting *known, const char *value, long *number, sse_error *err);

/* Appends a description of the valid values: "a number from 0 to 10", "one of all, any". */
void setting_describe(const setting *known, sse_buffer *text);

#endif
