import QtQuick

// One group of services, to be found at a glance.
Rectangle {
    id: tile

    required property string key
    required property string title
    required property string icon
    property bool flat: false

    signal activated

    Accessible.name: title
    Accessible.role: Accessible.Button
    Accessible.onPressAction: activated()
    color: tap.pressed ? Theme.colours.tilePressed : Theme.colours.action
    objectName: "category"
    radius: Theme.radius

    TapHandler {
        id: tap

        gesturePolicy: TapHandler.ReleaseWithinBounds
        longPressThreshold: 0

        onTapped: tile.activated()
    }
    Icon {
        id: sign

        color: Theme.colours.tileText
        name: tile.icon
        size: Theme.px(72)
        x: tile.flat ? (tile.width - width) / 2 : Theme.gap
        y: tile.flat ? Math.max((tile.height - height - name.height - Theme.gapTiny) / 2, Theme.gapTiny) : (tile.height - height) / 2
    }
    Label {
        id: name

        color: Theme.colours.tileText
        font.pixelSize: tile.flat ? Theme.categoryNameFlat : Theme.categoryName
        font.weight: Font.DemiBold
        horizontalAlignment: tile.flat ? Text.AlignHCenter : Text.AlignLeft
        maximumLineCount: 3
        text: tile.title
        width: tile.width - x - Theme.gapSmall
        wrapMode: Text.WordWrap
        x: tile.flat ? Theme.gapSmall : sign.x + sign.width + Theme.gap
        y: tile.flat ? sign.y + sign.height + Theme.gapTiny : (tile.height - height) / 2
    }
}
