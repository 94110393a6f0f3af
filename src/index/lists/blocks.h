/* Private to index/: the blocks of a list, as stored in its parts (format.h).
 * The gaps between items are packed into as many bits as the widest one needs; the impacts follow in bytes.
 * The number of postings therefore follows from the length of a block. */
#ifndef SSE_INDEX_LISTS_BLOCKS_H
#define SSE_INDEX_LISTS_BLOCKS_H

#include "base/buffer.h"
#include "index/lists/format.h"

/* A posting with its impact, as lists have it. */
typedef struct blocks_posting {
  uint32_t item;
  uint8_t impact;
} blocks_posting;

/* Appends a block of at most INDEX_BLOCK postings to a part; `before` is the item before the first. `*entry`
 * becomes the directory entry. */
void blocks_pack(const blocks_posting *postings, size_t count, uint32_t before, sse_buffer *part,
                 index_block *entry);

/* The number of postings in the block `number` of a list, whose part is `length` bytes long; returns false if
 * the part is damaged. */
bool blocks_find(const index_block *directory, size_t directory_length, size_t number, size_t length,
                 size_t *count);

/* Unpacks a block of `count` postings. 8 bytes after the end of the block must be readable. */
void blocks_unpack(const unsigned char *bytes, size_t count, unsigned bits, uint32_t before,
                   uint32_t items[INDEX_BLOCK], uint8_t impacts[INDEX_BLOCK]);

#endif
