/* Two files that take turns. A reader may still have the spare open from when it was the index, so the spare
 * is written only if nobody has it open. The kernel knows, and grants a write lease only then (fcntl(2)), so
 * readers need no lock; on a file system without leases, everything is copied. The spare ends with a note,
 * which is removed before the first page changes:
 *
 *   pages of the file | uint32 numbers of pages, ascending | struct note
 */
#include "index/turns.h"
#include "base/path.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xxhash.h>

enum { PAGE = 16384 /* bytes: the page size of the index, but any would do */ };

static const char magic[8] = "SSEturn1";

/* Identifies the spare, and the file from which it differs in the listed pages only. */
struct note {
  char magic[8];
  uint64_t length; /* length of the spare without its note */
  uint64_t count;  /* number of pages */
  uint64_t file, size;
  int64_t seconds, nanoseconds; /* of the other file's last modification */
  uint64_t hash;                /* of the page numbers and the members above */
};

/* ---- Noting what is written ---------------------------------------------------------------------- */

/* Replaces the methods of a file, keeping a pointer to the original ones: SQLite passes the file to each. */
struct turns_pages {
  sqlite3_io_methods methods; /* first, since the file points to it */
  const sqlite3_io_methods *original;
  unsigned char *written; /* by page */
  size_t capacity;
  bool failed; /* out of memory */
};

static int write_pages(sqlite3_file *file, const void *data, int length, sqlite3_int64 offset) {
  struct turns_pages *pages = (struct turns_pages *)file->pMethods;
  uint64_t first = (uint64_t)offset / PAGE, last = ((uint64_t)offset + (uint64_t)length - 1) / PAGE;
  void *written = pages->written;
  if (last >= UINT32_MAX || !sse_array_reserve_zero(&written, &pages->capacity, (size_t)last + 1, 1)) {
    pages->failed = true;
  } else {
    pages->written = written;
    memset(pages->written + first, 1, (size_t)(last - first) + 1);
  }
  return pages->original->xWrite(file, data, length, offset);
}

sse_status turns_note(sqlite3 *connection, turns_pages **pages, sse_error *err) {
  sqlite3_file *file = NULL;
  *pages = NULL;
  if (sqlite3_file_control(connection, "main", SQLITE_FCNTL_FILE_POINTER, (void *)&file) != SQLITE_OK ||
      !file || !file->pMethods)
    return sse_fail(err, SSE_DATABASE, "the file of a draft cannot be watched");
  struct turns_pages *made = calloc(1, sizeof *made);
  if (!made) return sse_fail_memory(err);
  made->original = file->pMethods;
  made->methods = *made->original;
  made->methods.xWrite = write_pages;
  file->pMethods = &made->methods;
  *pages = made;
  return SSE_OK;
}

void turns_free(turns_pages *pages) {
  if (!pages) return;
  free(pages->written);
  free(pages);
}

/* ---- The note ------------------------------------------------------------------------------------ */

static uint64_t hash_of(const uint32_t *numbers, const struct note *note) {
  uint64_t seed = XXH3_64bits(note, offsetof(struct note, hash));
  return XXH3_64bits_withSeed(numbers, note->count * sizeof *numbers, seed);
}

static void name_file(struct note *note, const struct stat *file) {
  note->file = file->st_ino;
  note->size = (uint64_t)file->st_size;
  note->seconds = file->st_mtim.tv_sec;
  note->nanoseconds = file->st_mtim.tv_nsec;
}

static bool is_named(const struct note *note, const struct stat *file) {
  return note->file == file->st_ino && note->size == (uint64_t)file->st_size &&
         note->seconds == file->st_mtim.tv_sec && note->nanoseconds == file->st_mtim.tv_nsec;
}

/* Reads or writes all of the data. */
static bool move_bytes(int descriptor, void *data, size_t length, uint64_t offset, bool writes) {
  for (size_t at = 0; at < length;) {
    ssize_t moved = writes ? pwrite(descriptor, (char *)data + at, length - at, (off_t)(offset + at))
                           : pread(descriptor, (char *)data + at, length - at, (off_t)(offset + at));
    if (moved <= 0) return false;
    at += (size_t)moved;
  }
  return true;
}

/* Reads the note at the end of a file of this size. The caller frees the page numbers returned; NULL if there
 * is no note. */
static uint32_t *read_note(int descriptor, uint64_t size, struct note *note) {
  if (size < sizeof *note || !move_bytes(descriptor, note, sizeof *note, size - sizeof *note, false))
    return NULL;
  uint64_t room = size - sizeof *note;
  if (memcmp(note->magic, magic, sizeof magic) != 0 || note->length > room || note->count > UINT32_MAX ||
      room - note->length != note->count * sizeof(uint32_t))
    return NULL;
  uint32_t *numbers = malloc(note->count * sizeof *numbers + 1);
  if (numbers && move_bytes(descriptor, numbers, note->count * sizeof *numbers, note->length, false) &&
      hash_of(numbers, note) == note->hash)
    return numbers;
  free(numbers);
  return NULL;
}

/* Appends a note of the pages written to a spare; `other` is the file to which they were written. */
static bool write_note(const char *spare, const struct stat *other, const turns_pages *pages) {
  struct stat file;
  struct note note = {.count = 0};
  int descriptor = open(spare, O_WRONLY | O_CLOEXEC | O_NOFOLLOW);
  uint32_t *numbers = calloc(pages->capacity + 1, sizeof *numbers);
  bool done = descriptor >= 0 && numbers && fstat(descriptor, &file) == 0;
  if (done) {
    memcpy(note.magic, magic, sizeof magic);
    for (size_t i = 0; i < pages->capacity; i++)
      if (pages->written[i]) numbers[note.count++] = (uint32_t)i;
    note.length = (uint64_t)file.st_size;
    name_file(&note, other);
    note.hash = hash_of(numbers, &note);
    size_t length = note.count * sizeof *numbers;
    done = move_bytes(descriptor, numbers, length, note.length, true) &&
           move_bytes(descriptor, &note, sizeof note, note.length + length, true);
  }
  free(numbers);
  if (descriptor >= 0 && close(descriptor) != 0) done = false;
  return done;
}

/* ---- Turns --------------------------------------------------------------------------------------- */

/* Returns true if no other process has the file open, and it has no other name. */
static bool is_ours_alone(int descriptor, const struct stat *file) {
  if (!S_ISREG(file->st_mode) || file->st_nlink != 1) return false;
  return fcntl(descriptor, F_SETLEASE, F_WRLCK) == 0 && fcntl(descriptor, F_SETLEASE, F_UNLCK) == 0;
}

static bool copy_pages(int from, int to, const uint32_t *numbers, const struct note *note) {
  char *page = malloc(PAGE);
  bool done = page != NULL;
  for (uint64_t i = 0; i < note->count && done; i++) {
    uint64_t offset = (uint64_t)numbers[i] * PAGE;
    uint64_t left = offset < note->size ? note->size - offset : 0;
    size_t length = left < PAGE ? (size_t)left : PAGE;
    done = move_bytes(from, page, length, offset, false) && move_bytes(to, page, length, offset, true);
  }
  free(page);
  return done && ftruncate(to, (off_t)note->size) == 0;
}

bool turns_take(const char *path, const char *spare, const char *draft) {
  struct stat index, file;
  struct note note = {.count = 0};
  uint32_t *numbers = NULL;
  int from = open(path, O_RDONLY | O_CLOEXEC), to = open(spare, O_RDWR | O_CLOEXEC | O_NOFOLLOW);
  bool done =
      from >= 0 && to >= 0 && fstat(from, &index) == 0 && fstat(to, &file) == 0 && is_ours_alone(to, &file);
  if (done) numbers = read_note(to, (uint64_t)file.st_size, &note);
  done = done && numbers && is_named(&note, &index);
  /* If the machine loses power from here on, the spare no longer has a note. */
  done = done && ftruncate(to, (off_t)note.length) == 0 && fsync(to) == 0 &&
         copy_pages(from, to, numbers, &note);
  done = done && (file.st_uid == index.st_uid && file.st_gid == index.st_gid) && rename(spare, draft) == 0;
  free(numbers);
  if (to >= 0 && close(to) != 0) done = false;
  if (from >= 0) (void)close(from); /* only read */
  return done;
}

sse_status turns_swap(const char *path, const char *spare, const char *draft, const turns_pages *pages,
                      sse_error *err) {
  struct stat file;
  (void)unlink(spare); /* if it cannot be removed, link fails */
  bool kept = pages && !pages->failed && stat(draft, &file) == 0 && link(path, spare) == 0;
  sse_status status = sse_file_replace(draft, path, err);
  if (kept && (status || !write_note(spare, &file, pages)))
    (void)unlink(spare); /* unusable, as it has no note */
  return status;
}

void turns_return(const char *path, const char *spare, const char *draft, const turns_pages *pages) {
  struct stat file;
  int descriptor = open(draft, O_RDONLY | O_CLOEXEC);
  /* The pages that were updated must be on the disk before the note says so. */
  bool done = descriptor >= 0 && fsync(descriptor) == 0 && !pages->failed && stat(path, &file) == 0 &&
              rename(draft, spare) == 0;
  if (done && !write_note(spare, &file, pages)) (void)unlink(spare); /* unusable, as it has no note */
  if (descriptor >= 0) (void)close(descriptor);                      /* only read */
}
