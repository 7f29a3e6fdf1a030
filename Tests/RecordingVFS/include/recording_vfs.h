// A SQLite VFS for tests: it stands before the system's own and writes down every change that
// SQLite makes to the files of one folder, in order, with the syncs between them.
#ifndef RECORDING_VFS_H
#define RECORDING_VFS_H

// Puts the VFS before the default one, once for the process; files elsewhere pass unrecorded.
// Returns 0, or SQLite's error code.
int recording_vfs_install(void);

// Begins to record the changes to files below `folder` into a new file `journal`, outside of it.
// One recording at a time. Returns 0, or -1 where the journal cannot be written.
int recording_vfs_begin(const char *folder, const char *journal);

// Puts a mark into the journal: what SQLite acknowledged so far is numbered `number`.
void recording_vfs_mark(unsigned int number);

// Ends the recording. Returns 0, or -1 where not all of it could be written.
int recording_vfs_end(void);

// The journal: one record after the other, numbers little-endian.
//   u8 kind, u16 name length, u64 offset, u32 data length, name, data
// Kinds: 1 write (data at offset), 2 truncate (to offset), 3 sync, 4 create, 5 delete,
// 6 mark (number in offset). Names are those below the folder.

#endif
