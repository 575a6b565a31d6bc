pragma Singleton
import QtQuick
import Kiosk.Maintenance

// The frame that pictures of the black box are drawn in, made once and lent: what QML makes of a class of Python and
// throws away leaves 10 kB behind for ever (PySide6 6.11.3).
Item {
    id: shelf

    readonly property BlackBoxPicture picture: BlackBoxPicture {
        objectName: "picture"
        parent: shelf
    }

    // The frame, filling `place` until it is given back.
    function take(place: Item): BlackBoxPicture {
        picture.parent = place;
        picture.anchors.fill = place;
        return picture;
    }

    function give(): void {
        picture.anchors.fill = undefined;
        picture.parent = shelf;
        picture.clear();
    }
}
