/* Private to thesaurus/: the database that a thesaurus is compiled to.
 * A compiled thesaurus never changes; another FORMAT means another file.
 * A row of `about` says what it was compiled from. */
#ifndef SSE_THESAURUS_SCHEMA_H
#define SSE_THESAURUS_SCHEMA_H

#include "base/status.h"

#include <sqlite3.h>

enum { SCHEMA_FORMAT = 1 };

/* Fails with SQLite's error on `connection`; `path` is the database file, for the message. */
sse_status schema_fail(sqlite3 *connection, const char *path, sse_error *err);

/* label.target is what texts have: the key without a qualifier; '' if the label has no words or too many. */
#define SCHEMA_TABLES                                                                                        \
  "CREATE TABLE about (stamp TEXT, longest INTEGER, languages INTEGER);"                                     \
  "CREATE TABLE concept (number INTEGER PRIMARY KEY, uri TEXT UNIQUE);"                                      \
  "CREATE TABLE label (concept INTEGER, kind INTEGER, lang TEXT, text TEXT, key TEXT, target TEXT, stems "   \
  "TEXT);"                                                                                                   \
  "CREATE TABLE narrower (concept INTEGER, other INTEGER, PRIMARY KEY (concept, other)) WITHOUT ROWID;"
#define SCHEMA_INDEXES                                                                                       \
  "CREATE INDEX label_concept ON label (concept);"                                                           \
  "CREATE INDEX label_key ON label (key);"                                                                   \
  "CREATE INDEX label_stems ON label (stems) WHERE stems NOT NULL;"                                          \
  "CREATE INDEX broader ON narrower (other);"

#endif
