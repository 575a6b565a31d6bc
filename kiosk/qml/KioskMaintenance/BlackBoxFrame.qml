pragma Singleton
import QtQuick

// The frame that pictures of the black box are drawn in, made once and lent: what QML makes of a class of Python and
// throws away leaves 10 kB behind for ever (PySide6 6.11.3).
Item {
    id: shelf

    // Made when it is first needed: the door of the menu is there before there is such a class.
    property Item picture: null

    // The frame, filling `place` until it is given back.
    function take(place: Item): Item {
        if (picture === null) {
            const made = Qt.createComponent("BlackBoxPaper.qml", Component.PreferSynchronous, shelf);
            picture = made.createObject(shelf) as Item;
        }
        picture.parent = place;
        picture.anchors.fill = place;
        return picture;
    }

    function give(): void {
        picture.anchors.fill = undefined;
        picture.parent = shelf;
    }
}
