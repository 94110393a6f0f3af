/* Injects a fault: the nth allocation fails, or the nth call of whatever else asks is_due.
 * It defines the program's malloc, so that libraries run short of memory too. Under a sanitizer, which has
 * its own malloc, nothing fails. To be included once in a program. */
#ifndef SSE_TESTS_FAILING_H
#define SSE_TESTS_FAILING_H

#include <dlfcn.h>
#include <errno.h>
#include <stdbool.h>
#include <stddef.h>

/* Libraries find only what the program exports, and with the Makefile's flags that is nothing. */
#define FAILING_EXPORTED __attribute__((visibility("default")))

static long countdown; /* until the fault; 0: no fault is set */
static bool happened;

__attribute__((unused)) static bool is_due(void) { /* unused if malloc is not ours and nothing else asks */
  bool due = countdown > 0 && --countdown == 0;
  if (due) happened = true;
  return due;
}

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define OWN_MALLOC 0
#elif defined(__has_feature)
#define OWN_MALLOC (!__has_feature(address_sanitizer) && !__has_feature(thread_sanitizer))
#else
#define OWN_MALLOC 1
#endif

static bool fails_memory;

/* Libraries that end the program, crash or loop forever if memory is short are not tested here: cmark-gfm
 * (0.29), GLib, libarchive (3.6), and libxml2 (2.9) for whole pages. In tests that read such files, only the
 * program's own allocations fail. */
__attribute__((unused)) static bool spares_libraries;

#if OWN_MALLOC
void *__libc_malloc(size_t size);                /* NOLINT: glibc's names */
void *__libc_calloc(size_t count, size_t size);  /* NOLINT */
void *__libc_realloc(void *memory, size_t size); /* NOLINT */

static bool is_spared(void *caller) {
  Dl_info ours, callers;
  return spares_libraries && dladdr((void *)&countdown, &ours) != 0 && dladdr(caller, &callers) != 0 &&
         ours.dli_fbase != callers.dli_fbase;
}

static bool memory_fails(void *caller) {
  bool fails = fails_memory && !is_spared(caller) && is_due();
  if (fails) errno = ENOMEM;
  return fails;
}

/* NOLINTBEGIN: the header's names for the arguments are reserved ones */
FAILING_EXPORTED void *malloc(size_t size) {
  return memory_fails(__builtin_return_address(0)) ? NULL : __libc_malloc(size);
}

FAILING_EXPORTED void *calloc(size_t count, size_t size) {
  return memory_fails(__builtin_return_address(0)) ? NULL : __libc_calloc(count, size);
}

FAILING_EXPORTED void *realloc(void *memory, size_t size) {
  return memory_fails(__builtin_return_address(0)) ? NULL : __libc_realloc(memory, size);
}

/* C++'s new, used by uchardet, ends the program if it fails; this is not tested here. */
void *_Znwm(size_t size);
void *_Znam(size_t size);

FAILING_EXPORTED void *_Znwm(size_t size) {
  return __libc_malloc(size);
}

FAILING_EXPORTED void *_Znam(size_t size) {
  return __libc_malloc(size);
}
/* NOLINTEND */
#endif

/* Snowball's constructors crash if memory is short (libstemmer 2.2), which is not tested here. */
struct sb_stemmer *sb_stemmer_new(const char *algorithm, const char *encoding);

FAILING_EXPORTED struct sb_stemmer *sb_stemmer_new(const char *algorithm, const char *encoding) {
  struct sb_stemmer *(*real)(const char *, const char *);
  bool fails = fails_memory;
  fails_memory = false;
  *(void **)&real = dlsym(RTLD_NEXT, "sb_stemmer_new"); /* the cast that dlsym(3) recommends */
  struct sb_stemmer *stemmer = real(algorithm, encoding);
  fails_memory = fails;
  return stemmer;
}

#endif
