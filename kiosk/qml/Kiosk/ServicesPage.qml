pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Kiosk.Screens

// State services: look for one, or choose by what it is about. Low on an upright panel, where everybody reaches.
Page {
    id: page

    required property ServicesScreen services

    readonly property bool looking: services.words.trim() !== ""
    readonly property bool typing: keys.height > 0
    readonly property int columns: portrait ? 2 : 4

    title: typing && !portrait ? "" : qsTr("Services")

    actions: [
        ScrollButton {
            direction: -1
            target: found
        },
        ScrollButton {
            direction: 1
            target: found
        }
    ]

    Item {
        id: room

        // Down to the keyboard, where there is one.
        height: Math.min(parent.height, page.height - keys.height - parent.y) - Theme.gap
        width: parent.width

        Column {
            id: head

            spacing: Theme.gap
            width: parent.width

            Label {
                color: Theme.colours.quiet
                font.pixelSize: Theme.serviceWord
                maximumLineCount: 3
                text: qsTr("Choose a service and point the camera of your phone at its code. Nothing is typed on this screen")
                visible: !page.looking && !page.typing && (page.portrait || page.services.offline === "")
                width: parent.width
                wrapMode: Text.Wrap
            }
            Strip {
                icon: "cloud-off"
                text: page.services.offline
                visible: text !== "" && !page.typing
                width: parent.width
            }
        }
        Item {
            id: middle

            readonly property int above: head.height > 0 ? head.height + Theme.gap : 0

            height: (page.portrait ? field.y - Theme.gap : parent.height) - y
            width: parent.width
            y: above

            Grid {
                id: tiles

                readonly property int lines: Math.ceil(categories.count / page.columns)
                readonly property real tileHeight: Math.min((parent.height - (lines - 1) * spacing) / lines, Theme.px(280))

                anchors.bottom: parent.bottom
                columns: page.columns
                spacing: Math.max(Theme.gap, Theme.touchGap)
                visible: !page.looking && (page.portrait || !page.typing)
                width: parent.width

                Repeater {
                    id: categories

                    model: page.services.categories

                    CategoryTile {
                        flat: !page.portrait
                        height: tiles.tileHeight
                        width: (tiles.width - (page.columns - 1) * tiles.spacing) / page.columns

                        onActivated: page.navigation.open("category", key)
                    }
                }
            }
            ServiceList {
                id: found

                anchors.fill: parent
                brief: page.typing && !page.portrait
                services: page.services
                visible: page.looking && page.services.count > 0

                onChosen: key => page.navigation.open("service", key)
            }
            Label {
                color: Theme.colours.quiet
                font.pixelSize: Theme.serviceName
                maximumLineCount: 3
                text: qsTr("Write what you need: doctor, passport, fine…")
                visible: !page.looking && !tiles.visible
                width: parent.width
                wrapMode: Text.Wrap
            }
            FadeBelow {
                target: found
            }
            NothingFound {
                anchors.centerIn: parent
                brief: page.typing && !page.portrait
                visible: page.looking && page.services.count === 0
                width: parent.width

                onEverything: page.navigation.open("category", "all")
            }
        }
    }
    SearchField {
        id: field

        parent: page.portrait ? room : page.aside
        width: parent.width - (page.portrait ? 0 : 2 * Theme.gap)
        x: page.portrait ? 0 : Theme.gap
        y: page.portrait ? parent.height - height : Theme.gap

        onCleared: text = ""
        onTextChanged: {
            page.services.search(text);
            found.positionViewAtBeginning();
        }

        Component.onCompleted: text = page.services.words
    }
    // Lying, the keyboard leaves two rows in sight and covers the tiles: these stand in their place.
    RowLayout {
        parent: page.aside
        spacing: Theme.touchGap
        uniformCellSizes: true
        visible: page.typing && !page.portrait
        width: field.width
        x: field.x
        y: field.y + field.height + Theme.gapSmall

        ScrollButton {
            direction: -1
            flat: true
            ground: Theme.colours.tile
            target: found
        }
        ScrollButton {
            direction: 1
            flat: true
            ground: Theme.colours.tile
            target: found
        }
    }
    Loader {
        id: keys

        readonly property QtObject keyboard: page.services.keyboard

        function look() {
            if (keyboard)
                setSource("Keyboard.qml", {
                    "keyboard": keyboard,
                    "portrait": Qt.binding(() => page.portrait)
                });
        }

        parent: page
        width: parent.width
        y: parent.height - height

        onKeyboardChanged: look()

        Component.onCompleted: look()
    }
}
