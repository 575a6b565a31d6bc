pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Kiosk
import Kiosk.Maintenance

// The black box: the list of what was frozen, or the pictures of one of them, one at a time.
Item {
    id: view

    required property BlackBoxScreen box
    required property bool portrait

    Explanation {
        anchors.left: parent.left
        anchors.right: parent.right
        objectName: "boxState"
        text: view.box.look === "off" ? qsTr("No pictures of the screen are kept here: the settings say so") : qsTr("Reading…")
        visible: view.box.look === "off" || view.box.look === "loading"
    }
    ScrollArea {
        anchors.fill: parent
        beside: !view.portrait
        visible: view.box.look === "list"

        BlackBoxEntry {
            key: "now"
            note: view.box.outlives ? qsTr("Kept in memory only, gone when the program ends") : qsTr("Kept in the program only: a crash loses them, for nothing here is kept in memory")
            title: qsTr("The last 10 minutes")

            onActivated: view.box.show("now")
        }
        Repeater {
            model: view.box.rows

            BlackBoxEntry {
                onActivated: view.box.show(key)
            }
        }
        Explanation {
            color: Theme.colours.quiet
            text: view.box.frozen === 0 ? qsTr("Nothing was frozen yet. Small pictures of the screen are frozen at a crash, an emergency call and a passenger's report") : qsTr("Small pictures of the screen, frozen at a crash, an emergency call and a passenger's report. Never of a web page, typed words or a PIN")
        }
    }
    GridLayout {
        anchors.fill: parent
        columnSpacing: Theme.gap
        flow: view.portrait ? GridLayout.TopToBottom : GridLayout.LeftToRight
        rowSpacing: Theme.gapSmall
        visible: view.box.look === "box"

        Item {
            Layout.fillHeight: true
            Layout.fillWidth: true

            Explanation {
                anchors.centerIn: parent
                horizontalAlignment: Text.AlignHCenter
                objectName: "noPictures"
                text: qsTr("There is no picture here")
                visible: view.box.count === 0
                width: parent.width
            }
            Item {
                id: place

                readonly property var shown: view.box.picture
                property BlackBoxPicture frame: null

                anchors.fill: parent
                visible: view.box.count > 0

                Component.onCompleted: {
                    frame = BlackBoxFrame.take(place) as BlackBoxPicture;
                    frame.draw(shown);
                }
                Component.onDestruction: {
                    frame.clear();
                    BlackBoxFrame.give();
                }
                onShownChanged: frame?.draw(shown)
            }
        }
        BlackBoxSteps {
            Layout.fillHeight: !view.portrait
            Layout.fillWidth: view.portrait
            Layout.minimumWidth: view.portrait ? -1 : Theme.eventSteps
            box: view.box
            portrait: view.portrait
        }
    }
}
