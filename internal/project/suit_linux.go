package project

import "golang.org/x/sys/unix"

// File systems that live on another machine, by their magic number in statfs(2).
var remote = map[int64]bool{
	0x6969: true, 0xFF534D42: true, 0xFE534D42: true, 0x517B: true, // nfs, cifs, smb2, smb
	0x01021997: true, 0x00C36400: true, 0x5346414F: true, // 9p, ceph, afs
}

func onNetwork(dir string) bool {
	var s unix.Statfs_t
	if unix.Statfs(dir, &s) != nil {
		return false
	}
	return remote[int64(uint32(s.Type))] //nolint:unconvert // the field's type differs by processor
}
