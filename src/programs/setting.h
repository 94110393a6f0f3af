/* Private to programs/: the settings of the configuration, and what values may be, of options too.
 * One table has all settings; what is read, checked, printed and named in messages comes from it.
 * No program needs more than it to check any value, so that each refuses the mistakes of all. */
#ifndef SSE_PROGRAMS_SETTING_H
#define SSE_PROGRAMS_SETTING_H

#include "base/buffer.h"
#include "base/status.h"

#include <stdbool.h>

/* In the order in which they are printed; those of a section are next to each other. */
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
  SETTING_RESULTS, /* their format */
  SETTING_COLOR,
  SETTING_PAGER,
  SETTING_THESAURUS,
  SETTING_ARCHIVE_SEARCH, /* the same in two sections */
  SETTING_DB_SERVE,
  SETTING_LISTEN,
  SETTING_URL,
  SETTING_TITLE,
  SETTING_ABOUT,
  SETTING_LOGO,
  SETTING_ACCENT, /* color of pages */
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
  SETTING_GLOBALS, /* how many there are once; the rest each source has */
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
  SETTING_NAME_ID, /* this and those up to the last: what columns and keys are called */
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
  SETTING_IS_MAIL, /* addresses of mail */
  SETTING_IS_DATE, /* as filters of a query take it */
  SETTING_IS_DAYS,
  SETTING_IS_ENDPOINT,  /* HOST:PORT */
  SETTING_IS_WEB,       /* an http or https address below which others are */
  SETTING_IS_SOURCE,    /* the same, or one with the scheme of feeds */
  SETTING_IS_ORIGIN,    /* origins of the web, or * */
  SETTING_IS_RGB,       /* #rrggbb or #rgb */
  SETTING_IS_LINK,      /* a text, a space and an http or https address */
  SETTING_IS_ARCHIVE,   /* a template, as render_is_archive_link has it */
  SETTING_IS_PROXY,     /* an address, or "environment" */
  SETTING_IS_FOLLOWING, /* yes, no, or "all": a source_following */
  SETTING_IS_LANG,      /* a BCP 47 tag */
  SETTING_IS_FORMAT,
  SETTING_IS_CHARSET
} setting_kind;

typedef struct setting {
  const char *section, *name; /* NULL for the value of an option that no setting is of */
  setting_kind kind;
  bool repeats;             /* it may be there several times */
  const char *noun;         /* what messages call a number */
  long least, most, preset; /* of a number; `preset` is its value where it is not set */
  const char *const *words; /* NULL after the last */
  const char *also;         /* another name that is taken; NULL */
} setting;

/* When there is colour. */
typedef enum setting_color { SETTING_COLOR_AUTO, SETTING_COLOR_ALWAYS, SETTING_COLOR_NEVER } setting_color;

extern const setting setting_table[SETTINGS];

/* Checks a value. `*number` is that of a number, days for lengths of time ("60", "60d", "8w", "6m" of 30
 * days, "1y" of 365), 1 or 0 for yes or no, the place of a word, and untouched for others. Errors:
 * SSE_INVALID: "'VALUE' is not " and what setting_describe says; SSE_NO_MEMORY. */
sse_status setting_check(const setting *known, const char *value, long *number, sse_error *err);

/* Appends what a value may be: "a number from 0 to 10", "one of all, any". */
void setting_describe(const setting *known, sse_buffer *text);

#endif
