"""What /proc and /sys held on machines like those of a pavilion, as files of a test."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.devices.machine import Roots

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

MEMINFO = """\
MemTotal:        3910272 kB
MemFree:          214980 kB
MemAvailable:    2702140 kB
Buffers:           98304 kB
HugePages_Total:       0
"""
STATUS = """\
Name:\tkiosk (run)
Umask:\t0022
VmPeak:\t  903220 kB
VmRSS:\t  217088 kB
RssAnon:\t  150000 kB
"""
STAT = (
    "4711 (kiosk ) R) S 1 4711 4711 0 -1 4194560 9000 0 0 0 100 50 0 0 20 0 9 0 120000 900000000 54272 "
    "18446744073709551615 1 1 0 0 0 0 0 16781312 0 0 0 0 17 1 0 0 0 0 0 0 0 0 0 0 0 0 0\n"
)
ROUTE = """\
Iface	Destination	Gateway 	Flags	RefCnt	Use	Metric	Mask		MTU	Window	IRTT
enp1s0	00000000	0101A8C0	0003	0	0	100	00000000	0	0	0
enp1s0	0001A8C0	00000000	0001	0	0	100	00FFFFFF	0	0	0
"""
ROUTE_6 = """\
fe800000000000000000000000000000 40 00000000000000000000000000000000 00 00000000000000000000000000000000 00000400 00000001 00000000 00000001   enp1s0
00000000000000000000000000000001 80 00000000000000000000000000000000 00 00000000000000000000000000000000 00000000 00000004 00000000 80200001       lo
ff000000000000000000000000000000 08 00000000000000000000000000000000 00 00000000000000000000000000000000 00000100 00000003 00000000 00000001   enp1s0
00000000000000000000000000000000 00 00000000000000000000000000000000 00 00000000000000000000000000000000 ffffffff 00000001 00000000 00200200       lo
"""  # noqa: E501  as the kernel writes it
CARDS = """\
 0 [PCH            ]: HDA-Intel - HDA Intel PCH
                      HDA Intel PCH at 0xa1234000 irq 130
 1 [Device         ]: USB-Audio - USB PnP Sound Device
                      C-Media Electronics Inc. USB PnP Sound Device at usb-0000:00:14.0-2, full speed
"""
PCM = """\
00-03: HDMI 0 : HDMI 0 : playback 1
01-00: USB Audio : USB Audio : playback 1 : capture 1
"""
INPUT = """\
I: Bus=0019 Vendor=0000 Product=0001 Version=0000
N: Name="Power Button"
P: Phys=PNP0C0C/button/input0
S: Sysfs=/devices/LNXSYSTM:00/LNXSYBUS:00/PNP0C0C:00/input/input0
H: Handlers=kbd event0
B: PROP=0
B: EV=3
B: KEY=8000 10000000000000 0

I: Bus=0003 Vendor=222a Product=0001 Version=0110
N: Name="ILITEK ILITEK-TP"
P: Phys=usb-0000:00:14.0-3/input0
S: Sysfs=/devices/pci0000:00/0000:00:14.0/usb1/1-3/1-3:1.0/0003:222A:0001.0001/input/input5
H: Handlers=mouse0 event5
B: PROP=2
B: EV=1b
B: KEY=400 0 0 0 0 0
B: ABS=3273800000000003
B: MSC=20

I: Bus=0018 Vendor=04f3 Product=3060 Version=0100
N: Name="ETPS/2 Elantech Touchpad"
B: PROP=5
B: KEY=e520 10000 0 0 0 0
B: ABS=663800011000003
"""
MACHINE: Mapping[str, str] = {
    "proc/meminfo": MEMINFO,
    "proc/self/status": STATUS,
    "proc/self/stat": STAT,
    "proc/uptime": "266400.52 1011200.11\n",
    "proc/net/route": ROUTE,
    "proc/net/ipv6_route": ROUTE_6,
    "proc/asound/cards": CARDS,
    "proc/asound/pcm": PCM,
    "proc/bus/input/devices": INPUT,
    "sys/class/net/lo/operstate": "unknown\n",
    "sys/class/net/enp1s0/operstate": "up\n",
    "sys/class/net/wlp2s0/operstate": "down\n",
    "sys/class/thermal/thermal_zone0/type": "acpitz\n",
    "sys/class/thermal/thermal_zone0/temp": "27800\n",
    "sys/class/thermal/thermal_zone1/type": "x86_pkg_temp\n",
    "sys/class/thermal/thermal_zone1/temp": "47500\n",
    "sys/class/thermal/cooling_device0/type": "Fan\n",
    "sys/class/hwmon/hwmon0/name": "nvme\n",
    "sys/class/hwmon/hwmon0/temp1_input": "-4850\n",
    "sys/class/drm/card0/dev": "226:0\n",
    "sys/class/drm/card0-HDMI-A-1/status": "connected\n",
    "sys/class/drm/card0-DP-1/status": "disconnected\n",
    "sys/class/drm/renderD128/dev": "226:128\n",
}
"""A small computer behind a panel, with a cable, a USB microphone and a touch frame."""
CAMERA_FREE: Mapping[str, str] = {
    "proc/meminfo": MEMINFO,
    "proc/uptime": "99.0 1.0\n",
    "sys/class/net/lo/operstate": "unknown\n",
    "sys/class/net/wwan0/operstate": "unknown\n",
    "sys/class/net/eth0/operstate": "down\n",
    "proc/net/route": ROUTE.replace("enp1s0", "wwan0"),
    "sys/class/thermal/thermal_zone0/type": "cpu-thermal\n",
    "sys/class/thermal/thermal_zone0/temp": "51121\n",
}
"""A board computer on a modem, which never tells whether its interface is up; no sound, no list of inputs."""


def planted(folder: Path, files: Mapping[str, str]) -> Roots:
    """The files in `folder`; where they stand for the kernel."""
    for name, content in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content)
    return Roots(folder / "proc", folder / "sys")
